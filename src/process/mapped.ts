// The memory of a process, and what is mapped into it.
import type { Table } from '../../index.js'
import { invalidValue } from '../arguments.ts'
import { native } from '../native.ts'
import { Columns } from '../table.ts'
import { ask, askRecord } from './known.ts'
import { Measured } from './measured.ts'
import {
  type MemoryExtras,
  type MemoryFootprint,
  type MemoryFullExtras,
  type MemoryFullInfo,
  type MemoryInfo,
  memoryExtrasFrom,
  memoryInfoFrom,
} from './records.ts'

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
  /**
   * In RAM and its own.
   *
   * Availability: FreeBSD.
   */
  private?: number
  /**
   * References to the object that is mapped.
   *
   * Availability: FreeBSD.
   */
  refCount?: number
  /**
   * Objects that shadow it.
   *
   * Availability: FreeBSD.
   */
  shadowCount?: number
  /**
   * How often it has been locked into RAM.
   *
   * Availability: OpenBSD.
   */
  wiredCount?: number
}

/** All mappings of a path. `MemoryMapGrouped<bigint>` with `{ bigint: true }`. */
export interface MemoryMapGrouped<Integer extends number | bigint = number> extends MemoryMapUse {
  /**
   * The file as the kernel names it, ` (deleted)` behind it if it has been removed; `[heap]`, `[stack]` and their
   * kin; `null` where no file is mapped.
   */
  path: string | null
  /**
   * The device that the file is on, as in `fs.stat`; 0 for none, `null` where the kernel does not tell (OpenBSD). Of a
   * group that of its first mapping.
   */
  dev: Integer | null
  /** The number of the file on that device; likewise. */
  ino: Integer | null
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

/** A record of what is known about memory. */
type MemoryFields = Partial<Record<MemoryField, number | null>>

/** Which fields each getter of memory has, the cheapest first. */
const MEMORY_FIELDS = {
  memoryInfo: ['rss', 'vms', 'shared', 'text', 'data', 'stack', 'peakRss'],
  memoryExtras: ['peakRss', 'peakVms', 'rssAnon', 'rssFile', 'rssShmem', 'swap', 'hugetlb', 'locked'],
  memoryFootprint: ['uss', 'pss'],
  memoryFullInfo: ['lib', 'dirty'],
} satisfies Record<string, MemoryField[]>
const MEMORY_GETTERS = ['memoryInfo', 'memoryExtras', 'memoryFootprint', 'memoryFullInfo'] as const

/** The getters that may have a field, the cheapest first. @internal */
export function memoryGetters(field: MemoryField): (typeof MEMORY_GETTERS)[number][] {
  return MEMORY_GETTERS.filter((getter) => {
    const names: readonly MemoryField[] = MEMORY_FIELDS[getter]
    return names.includes(field)
  })
}

/** What a getter of memory answers, to be looked up by field. @internal */
export function fieldsOf(answer: MemoryInfo | MemoryExtras | MemoryFootprint | MemoryFullInfo): MemoryFields {
  return answer
}

/** No getter has this field here. @internal */
export function noSuchField(field: MemoryField): TypeError {
  const names = new Set(Object.values(MEMORY_FIELDS).flat())
  const listed = Array.from(names, (name) => `'${name}'`).join(', ')
  return invalidValue('field', `one of ${listed} that this platform has`, field)
}

/** As much of the machine's RAM, in percent. @internal */
export function percentOfMemory(process: Mapped, bytes: number | null): number | null {
  return bytes === null ? null : (bytes / ask(process, native.processMemoryTotal)) * 100
}

/** Memory. */
export abstract class Mapped extends Measured {
  /** Memory, in bytes; all 0 for a zombie and for a thread of the kernel, which have none. */
  memoryInfo(): MemoryInfo {
    return askRecord(this, native.processMemoryInfo, memoryInfoFrom)
  }

  /**
   * More about its memory, in bytes, and no dearer. All `null` for a zombie and for a thread of the kernel,
   * which have none.
   *
   * Availability: Linux, macOS.
   */
  memoryExtras(): MemoryExtras {
    return askRecord(this, native.processMemoryExtras, memoryExtrasFrom)
  }
}

/** Mappings as objects. @internal */
export function mapsOf(table: Table, bigint: boolean): MemoryMap<number | bigint>[] {
  const columns = new Columns(table)
  return columns.rows(counted(columns, (row) => map(columns, row, bigint)))
}

/** Mappings by path as objects. @internal */
export function groupsOf(table: Table, bigint: boolean): MemoryMapGrouped<number | bigint>[] {
  const columns = new Columns(table)
  return columns.rows(counted(columns, (row) => group(columns, row, bigint)))
}

/** The columns of `crates/node/src/process/maps.rs`; those of 64 bits take two. */
const DEV = 0
const INO = 2
const SIZE = 4
const ADDRESSES = 14

const COUNTS = 17
const TEXTS = 2

/** Adds to each row what only this system counts: names behind the other texts, and numbers behind the other ones. */
function counted<Row extends object>(columns: Columns, make: (row: number) => Row): (row: number) => Row {
  if (!(columns.texts > TEXTS)) return make
  const names = Array.from({ length: columns.texts - TEXTS }, (_, at) => columns.text(TEXTS + at, 0))
  return (row) => {
    const counts = names.map((name, at) => [name, columns.number(COUNTS + at, row)])
    return Object.assign(make(row), Object.fromEntries(counts))
  }
}

function group(columns: Columns, row: number, bigint: boolean): MemoryMapGrouped<number | bigint> {
  return {
    path: columns.textOrNull(0, row),
    dev: columns.exactOrNull(DEV, row, bigint),
    ino: columns.exactOrNull(INO, row, bigint),
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

// Each row is one literal: what is put together of another object is made property by property.
function map(columns: Columns, row: number, bigint: boolean): MemoryMap<number | bigint> {
  return {
    path: columns.textOrNull(0, row),
    addrStart: columns.number(ADDRESSES, row),
    addrEnd: columns.number(ADDRESSES + 1, row),
    perms: columns.text(1, row),
    offset: columns.number(ADDRESSES + 2, row),
    dev: columns.exactOrNull(DEV, row, bigint),
    ino: columns.exactOrNull(INO, row, bigint),
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
