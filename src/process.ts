import type { Gids, MemoryInfo, ProcessCpuTimes, ProcessStatus, Uids } from '../index.js'
import {
  checkBoolean,
  checkOptions,
  checkPid,
  type EncodingOptions,
  invalidType,
  wantsBuffer,
} from './arguments.ts'
import { NoSuchProcessError, PsutilError, unwrap } from './errors.ts'
import { Handle } from './handle.ts'
import { native } from './native.ts'
import { Oneshot } from './oneshot.ts'
import { pathsId } from './paths.ts'
import { type Signal, signalNumber } from './signals.ts'

export type { Gids, MemoryInfo, ProcessCpuTimes, ProcessStatus, Uids } from '../index.js'

/** Text as text. */
export interface TextOptions extends EncodingOptions {
  encoding?: 'utf8' | undefined
}

/** Text as the bytes that the kernel gave. */
export interface BufferOptions extends EncodingOptions {
  encoding: 'buffer'
}

/** Which name is wanted. */
export interface NameOptions {
  /** `true`: the kernel's own, which it cuts off after 15 bytes. */
  raw?: boolean | undefined
}

/** How hard to look for the program. */
export interface ExeOptions {
  /**
   * `true`: where the kernel does not let this user see the program, take the first argument if it is the
   * absolute path of a file that can be run. A process may have chosen that freely.
   */
  fallbackCmdline?: boolean | undefined
}

/** Which descendants are wanted. */
export interface ChildrenOptions {
  /** `true`: children of children too, nearest first. */
  recursive?: boolean | undefined
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
export class Process {
  readonly #handle: Handle
  readonly #oneshot: Oneshot
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
    this.#handle = pid instanceof Handle ? pid : open(pid)
    this.#oneshot = new Oneshot(this.#handle)
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

  /** The number of the process. */
  get pid(): number {
    return this.#handle.pid
  }

  /**
   * The process in words that last: `linux:BOOT_ID:i250916:31001`. The letter says what tells it from others
   * of its number: `i` the inode of its pidfd, `t` clock ticks from boot to its start.
   */
  get identity(): string {
    return unwrap(native.processIdentity(this.#handle.numbers))
  }

  /** Whether both are the same process. */
  equals(other: unknown): boolean {
    return other instanceof Process && this.#handle.equals(other.#handle)
  }

  /** The number of the parent; 0 if it has none, or none in this pid namespace. */
  ppid(): number {
    return unwrap(native.processPpid(this.#handle.numbers))
  }

  /** The parent; `null` if it has none, or none that this user may see. Never younger than its child. */
  parent(): Process | null {
    return processes(native.processParent(this.#handle.numbers))[0] ?? null
  }

  /** The parent, its parent, and so on, as far as this user may see. */
  parents(): Process[] {
    return processes(native.processParents(this.#handle.numbers))
  }

  /** The children in the order of their numbers. Those that end meanwhile or are hidden are left out. */
  children(options: ChildrenOptions = {}): Process[] {
    checkOptions(options)
    const { recursive = false } = options
    checkBoolean('options.recursive', recursive)
    return processes(native.processChildren(this.#handle.numbers, recursive))
  }

  /**
   * When the process started, in milliseconds since the epoch: `new Date(p.createTime())`.
   * Within 10 ms on Linux; it moves when the clock is set.
   */
  createTime(): number {
    return unwrap(native.processCreateTime(this.#handle.numbers))
  }

  /** When the process started, in the kernel's own unit, unmoved by the clock: on Linux in ticks since boot. */
  rawCreateTime(): number {
    return unwrap(native.processRawCreateTime(this.#handle.numbers))
  }

  /**
   * The name. The kernel cuts it off after 15 bytes; it is made whole from the first argument where that
   * begins with it.
   */
  name(options?: NameOptions & TextOptions): string
  name(options: NameOptions & BufferOptions): Buffer
  name(options: NameOptions & EncodingOptions = {}): string | Buffer {
    const asBuffer = wantsBuffer(options)
    const { raw = false } = options
    checkBoolean('options.raw', raw)
    return unwrap(native.processName(this.#handle.numbers, raw, asBuffer))
  }

  /** The program's file, without the kernel's ` (deleted)`; `null` for a thread of the kernel. */
  exe(options?: ExeOptions & TextOptions): string | null
  exe(options: ExeOptions & BufferOptions): Buffer | null
  exe(options: ExeOptions & EncodingOptions = {}): string | Buffer | null {
    const asBuffer = wantsBuffer(options)
    const { fallbackCmdline = false } = options
    checkBoolean('options.fallbackCmdline', fallbackCmdline)
    return unwrap(native.processExe(this.#handle.numbers, fallbackCmdline, asBuffer)) ?? null
  }

  /** The arguments, empty ones among them. A process may have overwritten them with anything. */
  cmdline(options?: TextOptions): string[]
  cmdline(options: BufferOptions): Buffer[]
  cmdline(options: EncodingOptions = {}): (string | Buffer)[] {
    return unwrap(native.processCmdline(this.#handle.numbers, wantsBuffer(options)))
  }

  /** The current directory, without the kernel's ` (deleted)`. */
  cwd(options?: TextOptions): string | null
  cwd(options: BufferOptions): Buffer | null
  cwd(options: EncodingOptions = {}): string | Buffer | null {
    return unwrap(native.processCwd(this.#handle.numbers, wantsBuffer(options))) ?? null
  }

  /**
   * The environment that the process was started with, in a record without a prototype. Of a name that stands
   * there twice the first value counts, as for `getenv(3)`.
   */
  environ(options?: TextOptions): Record<string, string>
  environ(options: BufferOptions): Record<string, Buffer>
  environ(options: EncodingOptions = {}): Record<string, string | Buffer> {
    const words = unwrap(native.processEnviron(this.#handle.numbers, wantsBuffer(options)))
    const environ: Record<string, string | Buffer> = Object.create(null)
    for (let at = 0; at + 1 < words.length; at += 2) {
      const name = String(words[at])
      const value = words[at + 1]
      if (value !== undefined && !(name in environ)) environ[name] = value
    }
    return environ
  }

  /** User ids. */
  uids(): Uids {
    return unwrap(native.processUids(this.#handle.numbers))
  }

  /** Group ids. */
  gids(): Gids {
    return unwrap(native.processGids(this.#handle.numbers))
  }

  /**
   * The name of the real user, from `paths.etc`; the number in digits if it has none there. Directory servers
   * are not asked: they may keep the event loop waiting.
   */
  username(): string {
    return unwrap(native.processUsername(this.#handle.numbers))
  }

  /** What the process is doing. */
  status(): ProcessStatus {
    return unwrap(native.processStatus(this.#handle.numbers))
  }

  /** Time spent on a CPU, in seconds. */
  cpuTimes(): ProcessCpuTimes {
    return unwrap(native.processCpuTimes(this.#handle.numbers))
  }

  /** Memory, in bytes; all 0 for a zombie and for a thread of the kernel, which have none. */
  memoryInfo(): MemoryInfo {
    return unwrap(native.processMemoryInfo(this.#handle.numbers))
  }

  /** How many threads it has. */
  numThreads(): number {
    return unwrap(native.processNumThreads(this.#handle.numbers))
  }

  /** Whether the process is still there, if only as a zombie. Once `false`, always `false`. */
  isRunning(): boolean {
    this.#gone ||= !unwrap(native.processIsRunning(this.#handle.numbers))
    return !this.#gone
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

  /**
   * Sends a signal to this process and no other: by name (`'SIGTERM'`, `'SIGRTMIN+3'`) or number; 0 only checks.
   *
   * @throws {TypeError} if this system has no such signal
   * @throws {RangeError} if the number is negative or too high
   */
  sendSignal(signal: Signal): void {
    unwrap(native.processSendSignal(this.#handle.numbers, signalNumber(signal)))
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
  toString(): string {
    const parts = [`pid=${this.pid}`, ...this.#oneshot.run(() => this.#described())]
    return `${this.constructor.name}(${parts.join(', ')})`
  }

  /** What tells the process from all others. */
  toJSON(): { pid: number; identity: string } {
    return { pid: this.pid, identity: this.identity }
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

function open(pid: number | undefined): Handle {
  if (pid !== undefined) checkPid(pid)
  return new Handle(unwrap(native.processOpen(pathsId(), pid)))
}

function processes(outcome: Parameters<typeof unwrap<Float64Array>>[0]): Process[] {
  return Handle.list(unwrap(outcome)).map((handle) => new Process(handle))
}

/** As pypsutil: the time if it was today, else with the date. */
function clockTime(instant: number): string {
  const date = new Date(instant)
  const two = (number: number) => String(number).padStart(2, '0')
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
  const isToday = date.toDateString() === new Date().toDateString()
  return isToday ? time : `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`
}
