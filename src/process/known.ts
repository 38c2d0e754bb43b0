// What all members of a process stand on: which process it is, and one way to ask about it.
import type { NativeError } from '../../index.js'
import { invalidType } from '../arguments.ts'
import { Cells } from '../cells.ts'
import { unwrap } from '../errors.ts'
import { type Handle, LENGTH } from '../handle.ts'
import { native } from '../native.ts'
import { lend, Oneshot } from '../oneshot.ts'

/** The handle of a process, which its users never see. @internal */
export let handleOf: (process: Known) => Handle

/** Asks the native module about a process. @internal */
export function ask<Rest extends unknown[], Answer>(
  process: Known,
  question: (handle: Float64Array, ...rest: Rest) => Answer | NativeError,
  ...rest: Rest
): Answer {
  return lend(handleOf(process), (numbers) => unwrap(question(numbers, ...rest)))
}

/** Asks the native module for a record of numbers, which it writes behind the handle. @internal */
export function askRecord<Answer>(
  process: Known,
  question: (handle: Float64Array) => undefined | NativeError,
  read: (cells: Cells) => Answer,
): Answer {
  return lend(handleOf(process), (numbers) => {
    unwrap(question(numbers))
    return read(new Cells(numbers, LENGTH))
  })
}

/** One process, not a number. */
export abstract class Known {
  readonly #handle: Handle
  readonly #oneshot: Oneshot

  static {
    handleOf = (process) => process.#handle
  }

  /** @internal */
  constructor(handle: Handle) {
    this.#handle = handle
    this.#oneshot = new Oneshot(handle)
  }

  /** The number of the process. */
  get pid(): number {
    return this.#handle.pid
  }

  /**
   * The process in words that last: `linux:BOOT_ID:i250916:31001`. The letter says what tells it from others
   * of its number: `i` the inode of its pidfd, `t` clock ticks from boot to its start.
   */
  get identity(): string {
    return ask(this, native.processIdentity)
  }

  /** Whether both are the same process. */
  equals(other: unknown): boolean {
    return other instanceof Known && this.#handle.equals(other.#handle)
  }

  /**
   * Reads what several getters need only once: `p.oneshot(() => [p.name(), p.status(), p.cpuTimes()])`, or
   * `using _ = p.oneshot()` for the rest of a block. Nests. A Promise keeps it open until it settles.
   */
  oneshot(): Disposable
  oneshot<T>(callback: () => T): T
  oneshot<T>(callback?: () => T): T | Disposable {
    if (callback === undefined) return this.#oneshot.begin()
    if (typeof callback !== 'function') throw invalidType('callback', 'a function', callback)
    return this.#oneshot.run(callback)
  }

  /** What tells the process from all others. */
  toJSON(): { pid: number; identity: string } {
    return { pid: this.pid, identity: this.identity }
  }
}
