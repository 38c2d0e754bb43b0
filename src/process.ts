import { type BigIntOptions, isOn, wantsBigInt } from './arguments.ts'
import { Handle } from './handle.ts'
import { native } from './native.ts'
import {
  type Connection,
  type ConnectionKind,
  type ConnectionsOptions,
  connectionsOf,
  kindNumber,
  statusBits,
} from './net.ts'
import {
  type Attribute,
  checkAttributes,
  type OnError,
  type Row,
  readAttributes,
  type ToObjectOptions,
} from './process/attributes.ts'
import { attributesHere, Controlled } from './process/controlled.ts'
import { filesOf } from './process/fd-rows.ts'
import type { OpenFile } from './process/fds.ts'
import { type ChildLike, ofChild, withIdentity } from './process/found.ts'
import { ask, askRecord } from './process/known.ts'
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
} from './process/mapped.ts'
import { cpuPercentOf } from './process/measured.ts'
import {
  type MemoryFootprint,
  type MemoryFullInfo,
  memoryFootprintFrom,
  memoryFullInfoFrom,
} from './process/records.ts'

export type { ChildLike } from './process/found.ts'

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
  children(options: ChildrenOptions = {}): Process[] {
    return processes(ask(this, native.processChildren, isOn(options, 'recursive')))
  }

  /**
   * User and system time in percent of one CPU since the previous call on this object; at the first call since
   * the process started. A process with several threads may pass 100.
   */
  cpuPercent(): number {
    return cpuPercentOf(this)
  }

  /**
   * What it would give back if it ended, in bytes: dearer than `memoryInfo`, but nothing is counted twice. All 0
   * for a thread of the kernel.
   *
   * @throws {AccessDeniedError} for processes of other users
   *
   * Availability: Linux, macOS.
   */
  memoryFootprint(): MemoryFootprint {
    return askRecord(this, native.processMemoryFootprint, memoryFootprintFrom)
  }

  /**
   * `memoryInfo` and what is dearer to know, in bytes.
   *
   * @throws {AccessDeniedError} for processes of other users
   */
  memoryFullInfo(): MemoryFullInfo {
    return askRecord(this, native.processMemoryFullInfo, memoryFullInfoFrom)
  }

  /**
   * How much of the machine's RAM it has, in percent: by default of `rss`, else of any field of `memoryInfo`,
   * `memoryExtras`, `memoryFootprint` and `memoryFullInfo`. `null` where that field is.
   *
   * @throws {TypeError} if this platform has no such field
   */
  memoryPercent(): number
  memoryPercent(field: MemoryField): number | null
  memoryPercent(field: MemoryField = 'rss'): number | null {
    for (const getter of memoryGetters(field)) {
      const bytes = fieldsOf(this[getter]())[field]
      if (bytes !== undefined) return percentOfMemory(this, bytes)
    }
    throw noSuchField(field)
  }

  /**
   * What is mapped into its memory, in the order of the addresses. Nothing for a thread of the kernel.
   *
   * @throws {AccessDeniedError} for processes of other users
   *
   * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
   */
  memoryMaps(options?: BigIntOptions & { bigint?: false | undefined }): MemoryMap[]
  memoryMaps(options: BigIntOptions & { bigint: true }): MemoryMap<bigint>[]
  memoryMaps(options: BigIntOptions = {}): MemoryMap<number | bigint>[] {
    const bigint = wantsBigInt(options)
    return mapsOf(ask(this, native.processMemoryMaps), bigint)
  }

  /**
   * The same by path, in the order in which each path is first mapped.
   *
   * @throws {AccessDeniedError} for processes of other users
   *
   * Availability: Linux, FreeBSD.
   */
  memoryMapsGrouped(options?: BigIntOptions & { bigint?: false | undefined }): MemoryMapGrouped[]
  memoryMapsGrouped(options: BigIntOptions & { bigint: true }): MemoryMapGrouped<bigint>[]
  memoryMapsGrouped(options: BigIntOptions = {}): MemoryMapGrouped<number | bigint>[] {
    const bigint = wantsBigInt(options)
    return groupsOf(ask(this, native.processMemoryMapsGrouped), bigint)
  }

  /**
   * Its regular files, in the order of their descriptors. `memfd_create(2)` makes none.
   *
   * @throws {AccessDeniedError} for processes of other users
   */
  openFiles(): OpenFile[] {
    return filesOf(ask(this, native.processOpenFiles))
  }

  /**
   * Its sockets, one row for each descriptor, in ascending order. They are looked up in the network namespace
   * that the process is in; a socket of another one is left out, and so is one that is neither bound nor connected.
   * With `{ status: 'LISTEN' }` only TCP sockets in that state, or in one of several.
   *
   * @throws {TypeError} if there is no such kind or state
   * @throws {AccessDeniedError} for processes of other users
   */
  connections(kind: ConnectionKind = 'inet', options: ConnectionsOptions = {}): Connection[] {
    const [place, statuses] = [kindNumber(kind), statusBits(options)]
    return connectionsOf(ask(this, native.processConnections, place, statuses))
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
    const names = checkAttributes(attrs === undefined ? attributesHere() : attrs, options)
    const read = (name: Attribute) => (name === 'pid' || name === 'identity' ? this[name] : this[name]())
    const row = this.oneshot(() => readAttributes(names, options.onError ?? 'null', read))
    return row as Row<A, E>
  }
}

function processes(handles: Float64Array): Process[] {
  return Handle.list(handles).map((handle) => new Process(handle))
}
