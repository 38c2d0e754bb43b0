// Processes that begin and end, as they do. The thread behind it is in crates/collect/src/background/watching.rs.
import type { NativeWatch } from '../index.js'
import { checkAbortSignal, checkInterval, checkOptions } from './arguments.ts'
import { unwrap } from './errors.ts'
import { Handle } from './handle.ts'
import { objectOf } from './listing.ts'
import { native } from './native.ts'
import { pathsId } from './paths.ts'
import { patiently, type Settle } from './patience.ts'
import type { ExitStatus } from './process/awaited.ts'
import type { Process } from './process.ts'
import type { Signal } from './signals.ts'
import { Columns } from './table.ts'

/** How to watch, and for how long. */
export interface WatchOptions {
  /** Milliseconds between two looks, by default 1000; of interest only to a watch by polling. */
  interval?: number | undefined
  /** Ends the watch when it is aborted: waiting for the next event rejects with its reason. */
  signal?: AbortSignal | undefined
}

/**
 * Where a watch has its events from. `'connector'`: the kernel tells of every process at once, however short its life.
 * `'polling'`: the list of processes is compared with the one before, so a process that begins and ends between two
 * looks is never seen, and nothing is known of how others ended, save for zombies.
 */
export type WatchSource = 'connector' | 'polling'

/** A process has begun. */
export interface ProcessStartEvent {
  type: 'start'
  /** Its number. */
  pid: number
  /** The process, and no other that got its number later. `null` if it had ended before it could be looked at, or is hidden by hidepid. */
  process: Process | null
  /** The process that started it; where the kernel did not tell, its parent when it was found, `null` if not known. */
  ppid: number | null
  /** When it began, in milliseconds since the epoch; where the kernel did not tell, when it was found. */
  time: number
}

/** A process has ended, with all its threads. It may be a zombie still. */
export interface ProcessExitEvent {
  type: 'exit'
  /** The number that it had. */
  pid: number
  /** The object of its start event; of a process that was there before, an object that is equal to any other of it. */
  process: Process | null
  /** How it ended; `null` where that is not known. */
  status: ExitStatus | null
  /** When it ended, in milliseconds since the epoch; where the kernel did not tell, when that was found. */
  time: number
}

/**
 * More has happened than the kernel could keep for this program. Starts and exits that were missed follow, as far as
 * a look at all processes shows them: of those that began and ended meanwhile there is nothing.
 */
export interface WatchOverflowEvent {
  type: 'overflow'
  /** When it was noticed, in milliseconds since the epoch. */
  time: number
}

/** Something that happened to processes. */
export type ProcessEvent = ProcessStartEvent | ProcessExitEvent | WatchOverflowEvent

/** The events of a watch, in order. Leaving the loop, `return()`, or disposing of it ends the watch. */
export interface ProcessWatch extends AsyncIterableIterator<ProcessEvent, undefined>, AsyncDisposable {
  /** Where the events come from. */
  readonly source: WatchSource
  /** The next event. Waiting for it keeps the program alive. */
  next(): Promise<IteratorResult<ProcessEvent, undefined>>
  /** Ends the watch. */
  return(): Promise<IteratorResult<ProcessEvent, undefined>>
  [Symbol.asyncIterator](): ProcessWatch
}

/**
 * Tells of every process that begins or ends from now on, in this call's pid namespace and of all users:
 * `for await (const { type, pid } of watchProcesses({ signal })) …`. Each process begins at most once and ends at
 * most once; of those that are there already only the end is told.
 *
 * Events that nobody takes are kept, some 65,000 of them; beyond that an `'overflow'` follows, if the kernel tells, and
 * fewer looks if it does not. A watch that is not waited on does not keep the program alive, and one that nobody has
 * any more ends.
 *
 * @throws {TypeError} if an option is of the wrong type
 * @throws {RangeError} if `interval` is not above 0 and finite
 * @throws the signal's reason, if it is aborted already
 * @throws {SystemError} if there is no list of processes
 *
 * Availability: Linux (the proc connector of `linux/cn_proc.h` in the first pid, user and network namespace, for
 * everybody since Linux 6.6, before for `CAP_NET_ADMIN`; elsewhere `/proc`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function watchProcesses(options: WatchOptions = {}): ProcessWatch {
  checkOptions(options)
  const { interval = 1000, signal } = options
  checkInterval('options.interval', interval)
  if (signal !== undefined) checkAbortSignal('options.signal', signal)
  if (signal?.aborted) throw signal.reason
  return new Watch(interval, signal)
}

/** What the native thread wakes. It does not know the watch, so that one that nobody has any more is collected. */
class Sleeper {
  waiting: Settle<void> | undefined

  readonly wake = (): void => this.waiting?.resolve()
}

/** What has ended a watch and has still to be told. */
interface Failure {
  reason: unknown
}

class Watch implements ProcessWatch {
  readonly source: WatchSource
  readonly #paths: number
  readonly #native: NativeWatch
  readonly #sleeper = new Sleeper()
  readonly #signal: AbortSignal | undefined
  readonly #aborted = (): void => this.#fail(this.#signal?.reason)
  /** Processes that have begun and not ended, by number. */
  readonly #begun = new Map<number, { handle: Handle; process: Process }>()
  #events: ProcessEvent[] = []
  #at = 0
  #ended = false
  #failure: Failure | undefined
  /** The call of `next` before this one: each has its turn. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(interval: number, signal: AbortSignal | undefined) {
    this.#paths = pathsId()
    this.#native = unwrap(native.watchProcesses(this.#paths, interval, this.#sleeper.wake))
    this.source = this.#native.isTold() ? 'connector' : 'polling'
    this.#signal = signal
    signal?.addEventListener('abort', this.#aborted)
  }

  next(): Promise<IteratorResult<ProcessEvent, undefined>> {
    const next = this.#turn.then(() => this.#next())
    this.#turn = next.catch(() => {})
    return next
  }

  async return(): Promise<IteratorResult<ProcessEvent, undefined>> {
    this.#end()
    return { done: true, value: undefined }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end()
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async #next(): Promise<IteratorResult<ProcessEvent, undefined>> {
    for (;;) {
      const event = this.#events[this.#at]
      if (event !== undefined) {
        this.#at += 1
        return { done: false, value: event }
      }
      if (this.#ended) return this.#over()
      if (!this.#take()) await this.#woken()
    }
  }

  /** What comes after the last event: what has ended the watch, once. */
  #over(): IteratorResult<ProcessEvent, undefined> {
    const failure = this.#failure
    this.#failure = undefined
    if (failure !== undefined) throw failure.reason
    return { done: true, value: undefined }
  }

  /** Takes what has happened; `false` if it is nothing, and if that was all. */
  #take(): boolean {
    try {
      const table = unwrap(this.#native.take())
      this.#events = this.#eventsOf(table.rows === 0 ? undefined : new Columns(table))
    } catch (error) {
      this.#fail(error)
      return true
    }
    this.#at = 0
    return this.#events.length > 0
  }

  /** Waits until there may be something to take. Until then the program stays. */
  async #woken(): Promise<void> {
    const patience = { timeout: Infinity, signal: undefined, holds: true }
    await patiently<void>(patience, undefined, (settle) => {
      this.#sleeper.waiting = settle
      return () => {
        this.#sleeper.waiting = undefined
      }
    })
  }

  #fail(reason: unknown): void {
    if (this.#ended) return
    this.#failure = { reason }
    this.#end()
  }

  #end(): void {
    this.#ended = true
    this.#native.end()
    this.#signal?.removeEventListener('abort', this.#aborted)
    this.#events = []
    this.#begun.clear()
    this.#sleeper.wake()
  }

  /** The columns of `crates/node/src/watch.rs`. */
  #eventsOf(columns: Columns | undefined): ProcessEvent[] {
    if (columns === undefined) return []
    return columns.rows((row): ProcessEvent => {
      const [what, time, pid] = [columns.number(0, row), columns.number(1, row), columns.number(2, row)]
      if (what === OVERFLOW) return { type: 'overflow', time }
      const key = [columns.number(3, row), columns.number(4, row), columns.number(5, row)]
      const handle = new Handle(Float64Array.of(this.#paths, pid, ...key, 0))
      if (what === START) {
        return { type: 'start', pid, process: this.#began(handle), ppid: columns.numberOrNull(6, row), time }
      }
      return { type: 'exit', pid, process: this.#exited(handle), status: statusOf(columns, row), time }
    })
  }

  #began(handle: Handle): Process | null {
    if (!handle.isReadable) return null
    const process = objectOf(handle)
    this.#begun.set(handle.pid, { handle, process })
    return process
  }

  #exited(handle: Handle): Process | null {
    if (!handle.isReadable) return null
    const begun = this.#begun.get(handle.pid)
    if (begun?.handle.equals(handle)) {
      this.#begun.delete(handle.pid)
      return begun.process
    }
    return objectOf(handle)
  }
}

const START = 0
const OVERFLOW = 2

function statusOf(columns: Columns, row: number): ExitStatus | null {
  const exitCode = columns.numberOrNull(7, row)
  const signal = columns.numberOrNull(8, row)
  if (exitCode === null && signal === null) return null
  return { exitCode, signalCode: (columns.textOrNull(0, row) as Signal | null) ?? signal }
}
