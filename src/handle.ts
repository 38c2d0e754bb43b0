// A process as the native module knows it: six numbers, read in one call (crates/node/src/handle.rs). Behind them is
// room for records that it tells of.

/** How many numbers a handle has. @internal */
export const LENGTH = 6
/** How many numbers the longest record has that is written behind it (crates/node/src/record.rs). */
const ROOM = 12
const PATHS = 0
const PID = 1
const KIND = 2
const ONESHOT = 5
/** The process may not be read, so that nothing but its number is known. */
const KIND_UNKNOWN = 0
/** The key is unique in this boot, whatever the paths. */
const KIND_PIDFS = 1

/** One process, not a number. @internal */
export class Handle {
  readonly numbers: Float64Array

  constructor(numbers: Float64Array) {
    this.numbers = new Float64Array(LENGTH + ROOM)
    this.numbers.set(numbers)
  }

  /** Handles that came one after the other. */
  static list(numbers: Float64Array): Handle[] {
    const handles: Handle[] = []
    for (let start = 0; start < numbers.length; start += LENGTH) {
      handles.push(new Handle(numbers.subarray(start, start + LENGTH)))
    }
    return handles
  }

  /** Handles one after the other. */
  static join(handles: Iterable<Handle>): Float64Array {
    return Float64Array.from(Array.from(handles, (handle) => [...handle.numbers.subarray(0, LENGTH)]).flat())
  }

  /** The same for two handles of one process through the same paths, and for no others. */
  get words(): string {
    return this.numbers.subarray(0, ONESHOT).join()
  }

  get pid(): number {
    return this.numbers[PID] ?? 0
  }

  /** The number of the paths that it is read from. */
  get paths(): number {
    return this.numbers[PATHS] ?? 0
  }

  get isReadable(): boolean {
    return this.numbers[KIND] !== KIND_UNKNOWN
  }

  /** The number of its oneshot, 0 outside of one. */
  get oneshot(): number {
    return this.numbers[ONESHOT] ?? 0
  }

  set oneshot(number: number) {
    this.numbers[ONESHOT] = number
  }

  /** Whether it is the same process, seen through the same paths. */
  isSame(other: Handle): boolean {
    return this.numbers[PATHS] === other.numbers[PATHS] && this.equals(other)
  }

  /** Whether it is the same process. */
  equals(other: Handle): boolean {
    const first = this.numbers[KIND] === KIND_PIDFS ? PID : PATHS
    for (let at = first; at < ONESHOT; at += 1) {
      if (this.numbers[at] !== other.numbers[at]) return false
    }
    return true
  }
}
