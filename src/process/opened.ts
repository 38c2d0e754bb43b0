// What a process has open: everything that has a descriptor.
import { type BigIntOptions, wantsBigInt } from '../arguments.ts'
import { native } from '../native.ts'
import { fdsOf } from './fd-rows.ts'
import type { ProcessFd } from './fds.ts'
import { ask } from './known.ts'
import { Mapped } from './mapped.ts'

/** How many descriptors `iterFds` looks at first, and how many times as many each time after that. */
const FIRST_BATCH = 16
const GROWTH = 4

/** Descriptors. */
export abstract class Opened extends Mapped {
  /**
   * How many descriptors it has; of this program those not counted that this package holds open itself.
   *
   * @throws {AccessDeniedError} for processes of other users before Linux 6.2
   */
  numFds(): number {
    return ask(this, native.processNumFds)
  }

  /**
   * Its descriptors in ascending order, looked at a few at a time as the loop goes on. Those that are closed
   * meanwhile are left out. Errors come at the first step.
   *
   * @throws {AccessDeniedError} for processes of other users
   */
  iterFds(options?: BigIntOptions & { bigint?: false | undefined }): Generator<ProcessFd, void, undefined>
  iterFds(options: BigIntOptions & { bigint: true }): Generator<ProcessFd<bigint>, void, undefined>
  iterFds(options: BigIntOptions = {}): Generator<ProcessFd<number | bigint>, void, undefined> {
    return this.#iterFds(wantsBigInt(options))
  }

  *#iterFds(bigint: boolean): Generator<ProcessFd<number | bigint>, void, undefined> {
    const numbers = ask(this, native.processFdNumbers)
    let start = 0
    let size = FIRST_BATCH
    while (start < numbers.length) {
      const batch = numbers.subarray(start, start + size)
      yield* fdsOf(ask(this, native.processFds, batch), bigint)
      start += size
      size *= GROWTH
    }
  }
}
