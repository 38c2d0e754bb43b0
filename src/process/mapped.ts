// The memory of a process, and what is mapped into it.
import type {
  MemoryExtras,
  MemoryFootprint,
  MemoryFullExtras,
  MemoryInfo,
  NativeError,
  Table,
} from '../../index.js'
import { type BigIntOptions, invalidValue, wantsBigInt } from '../arguments.ts'
import { native } from '../native.ts'
import { Columns } from '../table.ts'
import { ask } from './known.ts'
import { Measured } from './measured.ts'

/** All about memory that does not need a list of mappings, in bytes. */
export interface MemoryFullInfo extends MemoryInfo, MemoryFullExtras {}

/** How mappings use memory, in bytes; `null` where this kernel does not tell. */
export interface MemoryMapUse {
  /** All of the addresses. */
  size: number
  /** In RAM. */
  rss: number | null
  /** In RAM, of what is shared by n processes an nth. */
  pss: number | null
  /** In RAM, shared and as in storage. */
  sharedClean: number | null
  /** In RAM, shared and written to. */
  sharedDirty: number | null
  /** In RAM, its own and as in storage. */
  privateClean: number | null
  /** In RAM, its own and written to. */
  privateDirty: number | null
  /** In RAM and used lately. */
  referenced: number | null
  /** In RAM and backed by no file. */
  anonymous: number | null
  /** Swapped out. */
  swap: number | null
}

/** All mappings of a path. `MemoryMapGrouped<bigint>` with `{ bigint: true }`. */
export interface MemoryMapGrouped<Integer extends number | bigint = number> extends MemoryMapUse {
  /**
   * The file as the kernel names it, ` (deleted)` behind it if it has been removed; `[heap]`, `[stack]` and their
   * kin; `null` where no file is mapped.
   */
  path: string | null
  /** The device that the file is on, as in `fs.stat`; 0 for none. Of a group that of its first mapping. */
  dev: Integer
  /** The number of the file on that device; 0 for none. */
  ino: Integer
}

/** A mapping. `MemoryMap<bigint>` with `{ bigint: true }`. */
export interface MemoryMap<Integer extends number | bigint = number> extends MemoryMapGrouped<Integer> {
  /** The first address. A multiple of the page size, and therefore exact. */
  addrStart: number
  /** The first address after it. */
  addrEnd: number
  /** `r`, `w`, `x`, each or `-`; then `p` (private) or `s` (shared). */
  perms: string
  /** Where in the file it begins, in bytes. */
  offset: number
}

/** A field of what is known about memory. */
export type MemoryField =
  | keyof MemoryInfo
  | keyof MemoryExtras
  | keyof MemoryFootprint
  | keyof MemoryFullExtras

/** Which fields each getter of memory has, the cheapest first. */
const MEMORY_FIELDS = {
  memoryInfo: ['rss', 'vms', 'shared', 'text', 'data', 'stack', 'peakRss'],
  memoryExtras: ['peakRss', 'peakVms', 'rssAnon', 'rssFile', 'rssShmem', 'swap', 'hugetlb', 'locked'],
  memoryFootprint: ['uss', 'pss'],
  memoryFullInfo: ['lib', 'dirty'],
} satisfies Partial<Record<keyof Mapped, MemoryField[]>>
const MEMORY_GETTERS = ['memoryInfo', 'memoryExtras', 'memoryFootprint', 'memoryFullInfo'] as const

/** Memory. */
export abstract class Mapped extends Measured {
  /** Memory, in bytes; all 0 for a zombie and for a thread of the kernel, which have none. */
  memoryInfo(): MemoryInfo {
    return ask(this, native.processMemoryInfo)
  }

  /**
   * More about its memory, in bytes, and no dearer. All `null` for a zombie and for a thread of the kernel,
   * which have none.
   *
   * Availability: Linux.
   */
  memoryExtras(): MemoryExtras {
    return ask(this, native.processMemoryExtras)
  }

  /**
   * What it would give back if it ended, in bytes: dearer than `memoryInfo`, but nothing is counted twice. All 0
   * for a thread of the kernel.
   *
   * @throws {AccessDeniedError} for processes of other users
   *
   * Availability: Linux.
   */
  memoryFootprint(): MemoryFootprint {
    return ask(this, native.processMemoryFootprint)
  }

  /**
   * `memoryInfo` and what is dearer to know, in bytes.
   *
   * @throws {AccessDeniedError} for processes of other users
   */
  memoryFullInfo(): MemoryFullInfo {
    const { info, extras } = ask(this, native.processMemoryFullInfo)
    return { ...info, ...extras }
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
    const bytes = this.#memoryField(field)
    return bytes === null ? null : (bytes / ask(this, native.processMemoryTotal)) * 100
  }

  #memoryField(field: MemoryField): number | null {
    for (const getter of MEMORY_GETTERS) {
      const names: readonly MemoryField[] = MEMORY_FIELDS[getter]
      if (!names.includes(field)) continue
      const fields: Partial<Record<MemoryField, number | null>> = this[getter]()
      const bytes = fields[field]
      if (bytes !== undefined) return bytes
    }
    const names = new Set(
      Object.values(MEMORY_FIELDS)
        .flat()
        .map((name) => `'${name}'`),
    )
    throw invalidValue('field', `one of ${[...names].join(', ')} that this platform has`, field)
  }

  /**
   * What is mapped into its memory, in the order of the addresses. Nothing for a thread of the kernel.
   *
   * @throws {AccessDeniedError} for processes of other users
   *
   * Availability: Linux.
   */
  memoryMaps(options?: BigIntOptions & { bigint?: false | undefined }): MemoryMap[]
  memoryMaps(options: BigIntOptions & { bigint: true }): MemoryMap<bigint>[]
  memoryMaps(options: BigIntOptions = {}): MemoryMap<number | bigint>[] {
    return this.#maps(native.processMemoryMaps, map, options)
  }

  /**
   * The same by path, in the order in which each path is first mapped.
   *
   * @throws {AccessDeniedError} for processes of other users
   *
   * Availability: Linux.
   */
  memoryMapsGrouped(options?: BigIntOptions & { bigint?: false | undefined }): MemoryMapGrouped[]
  memoryMapsGrouped(options: BigIntOptions & { bigint: true }): MemoryMapGrouped<bigint>[]
  memoryMapsGrouped(options: BigIntOptions = {}): MemoryMapGrouped<number | bigint>[] {
    return this.#maps(native.processMemoryMapsGrouped, group, options)
  }

  #maps<Row>(
    question: (handle: Float64Array) => Table | NativeError,
    make: (columns: Columns, row: number, bigint: boolean) => Row,
    options: BigIntOptions,
  ): Row[] {
    const bigint = wantsBigInt(options)
    const columns = new Columns(ask(this, question))
    return columns.rows((row) => make(columns, row, bigint))
  }
}

/** The columns of `crates/node/src/process/maps.rs`; those of 64 bits take two. */
const DEV = 0
const INO = 2
const SIZE = 4
const ADDRESSES = 14

function group(columns: Columns, row: number, bigint: boolean): MemoryMapGrouped<number | bigint> {
  return {
    path: columns.textOrNull(0, row),
    dev: columns.exact(DEV, row, bigint),
    ino: columns.exact(INO, row, bigint),
    size: columns.number(SIZE, row),
    rss: columns.numberOrNull(SIZE + 1, row),
    pss: columns.numberOrNull(SIZE + 2, row),
    sharedClean: columns.numberOrNull(SIZE + 3, row),
    sharedDirty: columns.numberOrNull(SIZE + 4, row),
    privateClean: columns.numberOrNull(SIZE + 5, row),
    privateDirty: columns.numberOrNull(SIZE + 6, row),
    referenced: columns.numberOrNull(SIZE + 7, row),
    anonymous: columns.numberOrNull(SIZE + 8, row),
    swap: columns.numberOrNull(SIZE + 9, row),
  }
}

function map(columns: Columns, row: number, bigint: boolean): MemoryMap<number | bigint> {
  const { path, dev, ino, ...use } = group(columns, row, bigint)
  return {
    path,
    addrStart: columns.number(ADDRESSES, row),
    addrEnd: columns.number(ADDRESSES + 1, row),
    perms: columns.text(1, row),
    offset: columns.number(ADDRESSES + 2, row),
    dev,
    ino,
    ...use,
  }
}
