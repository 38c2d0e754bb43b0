import type { NativeError } from '../../index.js'
import { type BigIntOptions, isOn, wantsBigInt } from '../arguments.ts'
import { Cells } from '../cells.ts'
import { Handle } from '../handle.ts'
import { native } from '../native.ts'
import {
  type Connection,
  type ConnectionKind,
  type ConnectionsOptions,
  connectionsOf,
  kindNumber,
  statusBits,
} from '../net.ts'
import {
  type Attribute,
  checkAttributes,
  type OnError,
  type Row,
  readAttributes,
  type ToObjectOptions,
} from '../process/attributes.ts'
import { attributesHere, Controlled } from '../process/controlled.ts'
import { filesOf } from '../process/fd-rows.ts'
import type { OpenFile } from '../process/fds.ts'
import { type ChildLike, ofChild, withIdentity } from '../process/found.ts'
import { ask, handleOf } from '../process/known.ts'
import {
  fieldsOf,
  groupsOf,
  type MemoryField,
  type MemoryMap,
  type MemoryMapGrouped,
  mapsOf,
  memoryGetters,
  noSuchField,
  percentOfMemory,
} from '../process/mapped.ts'
import { cpuPercentBetween, cpuPercentOf, cpuUseOf } from '../process/measured.ts'
import {
  type MemoryFootprint,
  type MemoryFullInfo,
  memoryFootprintFrom,
  memoryFullInfoFrom,
} from '../process/records.ts'
import type { ChildrenOptions } from '../process.ts'
import { answer, checkSignal, type SignalOptions, unlessAborted } from './answer.ts'
import { type IntervalOptions, twice } from './interval.ts'

/** The attributes that are worked out on another thread. */
const ELSEWHERE = [
  'memoryFootprint',
  'memoryFullInfo',
  'memoryPercent',
  'memoryMaps',
  'memoryMapsGrouped',
  'openFiles',
  'connections',
] as const satisfies Attribute[]

type Elsewhere = (typeof ELSEWHERE)[number]

/**
 * One process, not a number: `Process` of `psutil-native`, whose members give Promises here wherever they may take
 * long. They are worked out on another thread, and do not read what `oneshot` keeps.
 *
 * Every Promise rejects with what that `Process` throws; with a `TypeError` or `RangeError` too if an argument is
 * wrong; and with `options.signal.reason` if that is aborted.
 *
 * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
 */
export class Process extends Controlled {
  /**
   * The process that `identity` of an earlier object named, in this program or another on the same machine.
   *
   * @throws {TypeError} if the text is not an identity
   * @throws {NoSuchProcessError} if that process has ended or was of another boot
   */
  static fromIdentity(identity: string): Process {
    return new Process(withIdentity(identity))
  }

  /**
   * The process of a child that this program has started with `node:child_process`.
   *
   * @throws {TypeError} if it is no child
   * @throws {NoSuchProcessError} if it could not be started, or has ended and been reaped
   */
  static fromChild(child: ChildLike): Process {
    return new Process(ofChild(child))
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
  async children(options: ChildrenOptions & SignalOptions = {}): Promise<Process[]> {
    const recursive = isOn(options, 'recursive')
    return processes(await this.#answer(options, native.processChildrenAsync, recursive))
  }

  /**
   * User and system time in percent of one CPU from now on for `options.interval` milliseconds. A process with
   * several threads may pass 100. Rejects if the process ends meanwhile.
   */
  async cpuPercent(options: IntervalOptions): Promise<number> {
    const [before, after] = await twice(options, () => cpuUseOf(this))
    return cpuPercentBetween(before, after)
  }

  /**
   * What it would give back if it ended, in bytes: dearer than `memoryInfo`, but nothing is counted twice. All 0
   * for a thread of the kernel. Only for processes of this user.
   *
   * Availability: Linux, macOS.
   */
  async memoryFootprint(options: SignalOptions = {}): Promise<MemoryFootprint> {
    const numbers = await this.#answer(options, native.processMemoryFootprintAsync)
    return memoryFootprintFrom(new Cells(numbers))
  }

  /** `memoryInfo` and what is dearer to know, in bytes. Only for processes of this user. */
  async memoryFullInfo(options: SignalOptions = {}): Promise<MemoryFullInfo> {
    return memoryFullInfoFrom(new Cells(await this.#answer(options, native.processMemoryFullInfoAsync)))
  }

  /**
   * How much of the machine's RAM it has, in percent: by default of `rss`, else of any field of `memoryInfo`,
   * `memoryExtras`, `memoryFootprint` and `memoryFullInfo`. `null` where that field is.
   */
  memoryPercent(field?: 'rss', options?: SignalOptions): Promise<number>
  memoryPercent(field: MemoryField, options?: SignalOptions): Promise<number | null>
  async memoryPercent(field: MemoryField = 'rss', options: SignalOptions = {}): Promise<number | null> {
    checkSignal(options)
    for (const getter of memoryGetters(field)) {
      const bytes = fieldsOf(await this[getter](options))[field]
      if (bytes !== undefined) return percentOfMemory(this, bytes)
    }
    throw noSuchField(field)
  }

  /**
   * What is mapped into its memory, in the order of the addresses. Nothing for a thread of the kernel. Only for
   * processes of this user.
   *
   * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
   */
  memoryMaps(options?: BigIntOptions & SignalOptions & { bigint?: false | undefined }): Promise<MemoryMap[]>
  memoryMaps(options: BigIntOptions & SignalOptions & { bigint: true }): Promise<MemoryMap<bigint>[]>
  async memoryMaps(options: BigIntOptions & SignalOptions = {}): Promise<MemoryMap<number | bigint>[]> {
    const bigint = wantsBigInt(options)
    return mapsOf(await this.#answer(options, native.processMemoryMapsAsync), bigint)
  }

  /**
   * The same by path, in the order in which each path is first mapped.
   *
   * Availability: Linux, FreeBSD.
   */
  memoryMapsGrouped(
    options?: BigIntOptions & SignalOptions & { bigint?: false | undefined },
  ): Promise<MemoryMapGrouped[]>
  memoryMapsGrouped(
    options: BigIntOptions & SignalOptions & { bigint: true },
  ): Promise<MemoryMapGrouped<bigint>[]>
  async memoryMapsGrouped(
    options: BigIntOptions & SignalOptions = {},
  ): Promise<MemoryMapGrouped<number | bigint>[]> {
    const bigint = wantsBigInt(options)
    return groupsOf(await this.#answer(options, native.processMemoryMapsGroupedAsync), bigint)
  }

  /**
   * Its regular files, in the order of their descriptors. `memfd_create(2)` makes none. Only for processes of this
   * user.
   */
  async openFiles(options: SignalOptions = {}): Promise<OpenFile[]> {
    return filesOf(await this.#answer(options, native.processOpenFilesAsync))
  }

  /**
   * Its sockets, one row for each descriptor, in ascending order, as looked up in the network namespace that the
   * process is in. With `{ status: 'LISTEN' }` only TCP sockets in that state, or in one of several. Only for
   * processes of this user.
   */
  async connections(
    kind: ConnectionKind = 'inet',
    options: ConnectionsOptions & SignalOptions = {},
  ): Promise<Connection[]> {
    const [place, statuses] = [kindNumber(kind), statusBits(options)]
    return connectionsOf(await this.#answer(options, native.processConnectionsAsync, place, statuses))
  }

  /**
   * Several attributes at once, by default all that this platform has, as a record:
   * `await p.toObject(['pid', 'name', 'memoryFootprint'])`. What is quick is read at once; the rest follows, one after
   * the other. `cpuPercent` is since the previous record of this object that had it, at first since the process
   * started.
   */
  async toObject<const A extends Attribute = Attribute, E extends OnError = 'null'>(
    attrs?: Iterable<A>,
    options: ToObjectOptions<E> & SignalOptions = {},
  ): Promise<Row<A, E>> {
    const names = checkAttributes(attrs === undefined ? attributesHere() : attrs, options)
    const results = await unlessAborted(checkSignal(options), () => this.#read(names, options.signal))
    const read = (name: Attribute) => {
      const result = results.get(name)
      if (result?.status === 'rejected') throw result.reason
      return result?.value
    }
    return readAttributes(names, options.onError ?? 'null', read) as Row<A, E>
  }

  async #read(
    names: ReadonlySet<Attribute>,
    signal: AbortSignal | undefined,
  ): Promise<Map<Attribute, PromiseSettledResult<unknown>>> {
    const results = new Map<Attribute, PromiseSettledResult<unknown>>()
    const quick = [...names].filter((name) => !isElsewhere(name))
    this.oneshot(() => {
      for (const name of quick) {
        const result = settled(() => this.#quick(name))
        results.set(name, result)
      }
    })
    for (const name of ELSEWHERE) {
      if (!names.has(name)) continue
      // Nobody waits any longer.
      if (signal?.aborted) break
      const [result] = await Promise.allSettled([askElsewhere(this, name)])
      results.set(name, result)
    }
    return results
  }

  #quick(name: Exclude<Attribute, Elsewhere>): unknown {
    if (name === 'cpuPercent') return cpuPercentOf(this)
    return name === 'pid' || name === 'identity' ? this[name] : this[name]()
  }

  async #answer<Rest extends unknown[], Answer>(
    options: SignalOptions,
    question: (handle: Float64Array, ...rest: Rest) => Promise<Answer | NativeError>,
    ...rest: Rest
  ): Promise<Answer> {
    return await answer(options, () => question(handleOf(this).numbers, ...rest))
  }
}

function isElsewhere(name: Attribute): name is Elsewhere {
  const elsewhere: readonly Attribute[] = ELSEWHERE
  return elsewhere.includes(name)
}

function askElsewhere(process: Record<Elsewhere, () => Promise<unknown>>, name: Elsewhere): Promise<unknown> {
  return process[name]()
}

function settled(read: () => unknown): PromiseSettledResult<unknown> {
  try {
    return { status: 'fulfilled', value: read() }
  } catch (reason) {
    return { status: 'rejected', reason }
  }
}

function processes(handles: Float64Array): Process[] {
  return Handle.list(handles).map((handle) => new Process(handle))
}
