// The end of a process.
import type { ProcessEnd, ProcessWaits, Signal } from '../../index.js'
import { Answers } from '../answers.ts'
import { PsutilError, unwrap } from '../errors.ts'
import { Handle } from '../handle.ts'
import { native } from '../native.ts'
import { checkPatience, patiently, type Settle, type WaitOptions } from '../patience.ts'
import { Adjusted } from './adjusted.ts'
import { handleOf } from './known.ts'

/** How a process ended: one of the two is `null`. */
export interface ExitStatus {
  /** What it returned; `null` if a signal ended it. */
  exitCode: number | null
  /** The signal that ended it; `null` if it returned. */
  signalCode: Signal | null
}

/** Settles once the process has ended; gives what prevents it. @internal */
export let onEnd: (process: Awaited, settle: Settle<ExitStatus | null>) => () => void

/** Has a process wait for somebody who will know how it ended, instead of asking the kernel. @internal */
export let endsWith: (process: Awaited, status: Promise<ExitStatus>) => void

/** A process whose end can be waited for. */
export abstract class Awaited extends Adjusted {
  #ending: Promise<ExitStatus | null> | undefined

  static {
    onEnd = (process, settle) => process.#onEnd(settle)
    endsWith = (process, status) => {
      process.#ending = status
    }
  }

  /**
   * Waits until the process has ended, and tells how: of any process, not only of children. It does not reap:
   * whoever started it, Node included, still learns of its end. A second call gives the same answer, at once.
   *
   * `null`: it has ended, and how is not known. Of children it is, and of processes that this user may look into,
   * if they were waited for in time; of all others where the kernel tells (Linux 6.15). Once it has been reaped
   * before the first call, nobody knows any more.
   *
   * It resolves at the end of the process, be it that nobody reaps it and it stays a zombie. Where only the reaping
   * can tell how it ended, the parent is given a tenth of a second for it. Kernel threads and pid 1 can be waited
   * for, if in vain.
   *
   * The Promise rejects with
   * - a `TimeoutExpiredError` if it takes longer than `options.timeout`
   * - `options.signal.reason` if that is aborted
   * - a `TypeError` or `RangeError` if an option is wrong
   * - a `PsutilError` (`ERR_INVALID_STATE`) if the process is this program, which cannot live to see it
   *
   * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
   */
  async wait(options: WaitOptions = {}): Promise<ExitStatus | null> {
    const patience = checkPatience(options)
    return patiently(patience, this.pid, (settle) => this.#onEnd(settle))
  }

  #onEnd({ resolve, reject }: Settle<ExitStatus | null>): () => void {
    if (this.#ending !== undefined) {
      void this.#ending.then(resolve)
      return () => {}
    }
    const remember = (status: ExitStatus | null) => {
      this.#ending = Promise.resolve(status)
      resolve(status)
    }
    return begin(handleOf(this), { resolve: remember, reject })
  }
}

const ends = new Answers<ProcessEnd>((wait) => native.processWaitCancel(wait))
let waits: ProcessWaits | undefined

function begin(handle: Handle, { resolve, reject }: Settle<ExitStatus | null>): () => void {
  if (isThisProgram(handle)) {
    throw new PsutilError('a program cannot wait for its own end', 'ERR_INVALID_STATE')
  }
  waits ??= new native.ProcessWaits(ends.told)
  const wait = unwrap(waits.begin(handle.numbers))
  if (typeof wait === 'number') {
    return ends.await(wait, (end) => {
      try {
        resolve(statusOf(unwrap(end)))
      } catch (error) {
        reject(error)
      }
    })
  }
  resolve(statusOf(wait))
  return () => {}
}

function statusOf({ exitCode, signalCode }: ProcessEnd): ExitStatus | null {
  return exitCode === null && signalCode === null ? null : { exitCode, signalCode }
}

/** This program, as each set of paths shows it. */
const ourselves = new Map<number, Handle>()

/** Whether a process is the one that asks. @internal */
export function isThisProgram(handle: Handle): boolean {
  let own = ourselves.get(handle.paths)
  if (own === undefined) {
    const found = native.processOpen(handle.paths)
    // A procfs that does not show this program.
    if (!(found instanceof Float64Array)) return false
    own = new Handle(found)
    ourselves.set(handle.paths, own)
  }
  return own.equals(handle)
}
