import { checkPid, invalidType, isOn } from './arguments.ts'
import { isAvailable } from './availability.ts'
import { NoSuchProcessError, PsutilError, unwrap } from './errors.ts'
import { Handle } from './handle.ts'
import { native } from './native.ts'
import { pathsId } from './paths.ts'
import {
  ATTRIBUTES,
  type Attribute,
  checkAttributes,
  type OnError,
  type Row,
  readAttributes,
  type ToObjectOptions,
} from './process/attributes.ts'
import { Awaited } from './process/awaited.ts'
import { ask } from './process/known.ts'
import { type Signal, signalNumber } from './signals.ts'

/** Which descendants are wanted. */
export interface ChildrenOptions {
  /** `true`: children of children too, nearest first. */
  recursive?: boolean | undefined
}

/** What `Process.fromChild` needs to know of a child: a `ChildProcess` of `node:child_process`. */
export interface ChildLike {
  /** `undefined` if it could not be started. */
  readonly pid?: number | undefined
  readonly exitCode: number | null
  readonly signalCode: string | null
}

/**
 * One process, not a number.
 *
 * Every method answers for that process or throws `NoSuchProcessError`; none ever answers for another that got
 * its number later. All methods throw `AccessDeniedError` where this user may not look, and
 * `ZombieProcessError` where the answer went with the process's memory.
 *
 * Availability: Linux.
 */
export class Process extends Awaited {
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
    super(pid instanceof Handle ? pid : open(pid))
  }

  /** The names of all getters without arguments, on whatever platform: what `toObject` takes. */
  static get attrs(): readonly Attribute[] {
    return ATTRIBUTES
  }

  static #attrsHere(): Attribute[] {
    return ATTRIBUTES.filter((name) => isAvailable(`process.${name}`))
  }

  /**
   * The process that `identity` of an earlier object named, in this program or another on the same machine.
   *
   * @throws {TypeError} if the text is not an identity
   * @throws {NoSuchProcessError} if that process has ended or was of another boot
   */
  static fromIdentity(identity: string): Process {
    if (typeof identity !== 'string') throw invalidType('identity', 'a string', identity)
    return new Process(new Handle(unwrap(native.processFindIdentity(pathsId(), identity))))
  }

  /**
   * The process of a child that this program has started with `node:child_process`.
   *
   * @throws {TypeError} if it is no child
   * @throws {NoSuchProcessError} if it could not be started, or has ended and been reaped
   */
  static fromChild(child: ChildLike): Process {
    if (!isChild(child)) throw invalidType('child', 'a ChildProcess', child)
    const { pid, exitCode, signalCode } = child
    if (pid === undefined) throw new NoSuchProcessError(-1, 'the child could not be started')
    const reaped = `process ${pid} has ended and has been reaped`
    if (exitCode !== null || signalCode !== null) throw new NoSuchProcessError(pid, reaped)
    // A number is a child's own until it is reaped. libuv reaps at SIGCHLD, when the event loop turns: first every
    // child that has ended, then it tells of one after the other (`exitCode`, the event `exit`). So what runs
    // between two turns sees the truth; only a listener of one child's `exit` may see another that is reaped and
    // not told of. Deno tells later than it reaps. A number that was given away by then is hardly that of a child.
    const found = new Process(pid)
    if (found.ppid() !== process.pid) throw new NoSuchProcessError(pid, reaped)
    return found
  }

  /** The parent; `null` if it has none, or none that this user may see. Never younger than its child. */
  parent(): Process | null {
    return processes(ask(this, native.processParent))[0] ?? null
  }

  /** The parent, its parent, and so on, as far as this user may see. */
  parents(): Process[] {
    return processes(ask(this, native.processParents))
  }

  /** The children in the order of their numbers. Those that end meanwhile or are hidden are left out. */
  children(options: ChildrenOptions = {}): Process[] {
    return processes(ask(this, native.processChildren, isOn(options, 'recursive')))
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

  /**
   * Several attributes at once, by default all that this platform has, as a record:
   * `p.toObject(['pid', 'name', 'memoryInfo'])`.
   *
   * @throws {TypeError} if there is no such getter without arguments
   * @throws {NoSuchProcessError} if the process has ended
   */
  toObject<const A extends Attribute = Attribute, E extends OnError = 'null'>(
    attrs?: Iterable<A>,
    options: ToObjectOptions<E> = {},
  ): Row<A, E> {
    const names = checkAttributes(attrs === undefined ? Process.#attrsHere() : attrs, options)
    const row = this.oneshot(() => readAttributes(this, names, options.onError ?? 'null'))
    return row as Row<A, E>
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

function isChild(value: unknown): value is ChildLike {
  if (typeof value !== 'object' || value === null) return false
  if (!('exitCode' in value && 'signalCode' in value)) return false
  // Where not even a pipe could be had, Node leaves a child without the member.
  const pid = 'pid' in value ? value.pid : undefined
  return pid === undefined || typeof pid === 'number'
}

function open(pid: number | undefined): Handle {
  if (pid !== undefined) checkPid(pid)
  return new Handle(unwrap(native.processOpen(pathsId(), pid)))
}

function processes(handles: Float64Array): Process[] {
  return Handle.list(handles).map((handle) => new Process(handle))
}

/** As pypsutil: the time if it was today, else with the date. */
function clockTime(instant: number): string {
  const date = new Date(instant)
  const two = (number: number) => String(number).padStart(2, '0')
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
  const isToday = date.toDateString() === new Date().toDateString()
  return isToday ? time : `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`
}
