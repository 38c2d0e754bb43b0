// Whose process it is, and what it does with signals.
import type { ProcessSignalMasks } from '../../index.js'
import { isOn } from '../arguments.ts'
import { native } from '../native.ts'
import { Described } from './described.ts'
import { ask, askRecord } from './known.ts'
import { type Gids, idsFrom, type Uids } from './records.ts'

/** Which signals are wanted. */
export interface SigmasksOptions {
  /** `true`: also, by number, those that the C library keeps to itself. */
  includeInternal?: boolean | undefined
}

/** Users, groups, and signals. */
export abstract class Owned extends Described {
  /** User ids. */
  uids(): Uids {
    return askRecord(this, native.processUids, idsFrom)
  }

  /** Group ids. */
  gids(): Gids {
    return askRecord(this, native.processGids, idsFrom)
  }

  /**
   * The name of the real user, from `paths.etc`; the number in digits if it has none there. Directory servers
   * are not asked: they may keep the event loop waiting.
   */
  username(): string {
    return ask(this, native.processUsername)
  }

  /**
   * The user whose rights it has for files.
   *
   * Availability: Linux.
   */
  fsuid(): number {
    return ask(this, native.processFsuid)
  }

  /**
   * The group whose rights it has for files.
   *
   * Availability: Linux.
   */
  fsgid(): number {
    return ask(this, native.processFsgid)
  }

  /** The supplementary groups, in the kernel's order. */
  getGroups(): number[] {
    return [...ask(this, native.processGroups)]
  }

  /**
   * What is taken from the permissions of new files: `0o022`. `null` before Linux 4.7.
   *
   * Availability: Linux, FreeBSD.
   */
  umask(): number | null {
    return ask(this, native.processUmask)
  }

  /** What it does with signals, by name (`'SIGINT'`, `'SIGRTMIN+3'`), as `sendSignal` takes them. */
  sigmasks(options: SigmasksOptions = {}): ProcessSignalMasks {
    return ask(this, native.processSigmasks, isOn(options, 'includeInternal'))
  }
}
