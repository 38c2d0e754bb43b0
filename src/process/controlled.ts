// Whether a process goes on, signals for it, and how it is written out.
import { isAvailable } from '../availability.ts'
import { NoSuchProcessError, PsutilError } from '../errors.ts'
import { Handle } from '../handle.ts'
import { native } from '../native.ts'
import { type Signal, signalNumber } from '../signals.ts'
import { ATTRIBUTES, type Attribute } from './attributes.ts'
import { Awaited } from './awaited.ts'
import { withNumber } from './found.ts'
import { ask } from './known.ts'

/** The attributes that this platform has. @internal */
export function attributesHere(): Attribute[] {
  return ATTRIBUTES.filter((name) => isAvailable(`process.${name}`))
}

/**
 * All that is quick to tell of a process or to do with it: what `Process` of this package and that of
 * `psutil-native/promises` have in common.
 */
export abstract class Controlled extends Awaited {
  #gone = false

  /**
   * The process with this number; by default this program. A thread's id is not a process.
   *
   * @throws {TypeError} if `pid` is not an integer
   * @throws {RangeError} if it is negative or over 2³¹−1
   * @throws {NoSuchProcessError} if there is no such process
   * @throws {AccessDeniedError} if hidepid hides it
   */
  constructor(pid?: number)
  /** @internal */
  constructor(pid: Handle)
  constructor(pid?: number | Handle) {
    super(pid instanceof Handle ? pid : withNumber(pid))
  }

  /** The names of all getters without arguments, on whatever platform: what `toObject` takes. */
  static get attrs(): readonly Attribute[] {
    return ATTRIBUTES
  }

  /** Whether the process is still there, if only as a zombie. Once `false`, always `false`. */
  isRunning(): boolean {
    this.#gone ||= !ask(this, native.processIsRunning)
    return !this.#gone
  }

  /**
   * Sends a signal to this process and no other: by name (`'SIGTERM'`, `'SIGRTMIN+3'`) or number; 0 only checks.
   *
   * @throws {TypeError} if this system has no such signal
   * @throws {RangeError} if the number is negative or too high
   */
  sendSignal(signal: Signal): void {
    ask(this, native.processSendSignal, signalNumber(signal))
  }

  /** Stops the process: `SIGSTOP`. */
  suspend(): void {
    this.sendSignal('SIGSTOP')
  }

  /** Lets a stopped process go on: `SIGCONT`. */
  resume(): void {
    this.sendSignal('SIGCONT')
  }

  /** Asks the process to end: `SIGTERM`. */
  terminate(): void {
    this.sendSignal('SIGTERM')
  }

  /** Ends the process: `SIGKILL`. */
  kill(): void {
    this.sendSignal('SIGKILL')
  }

  /** `Process(pid=1, name='x', status='running', started='12:00:40')` */
  override toString(): string {
    const parts = [`pid=${this.pid}`, ...this.oneshot(() => this.#described())]
    return `${this.constructor.name}(${parts.join(', ')})`
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }

  #described(): string[] {
    try {
      const name = this.name().replaceAll(/[\p{Cc}\p{Cf}]/gu, '\u{FFFD}')
      return [`name='${name}'`, `status='${this.status()}'`, `started='${clockTime(this.createTime())}'`]
    } catch (error) {
      if (error instanceof NoSuchProcessError) return ["status='terminated'"]
      if (error instanceof PsutilError) return ["status='unknown'"]
      throw error
    }
  }
}

/** As pypsutil: the time if it was today, else with the date. */
function clockTime(instant: number): string {
  const date = new Date(instant)
  const two = (number: number) => String(number).padStart(2, '0')
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
  const isToday = date.toDateString() === new Date().toDateString()
  return isToday ? time : `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`
}
