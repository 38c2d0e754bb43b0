import type { DiskPartition, DiskUsage, NativeError, Table } from '../index.js'
import { invalidType, invalidValue } from './arguments.ts'
import { unwrap } from './errors.ts'
import { native } from './native.ts'
import { type NowrapOptions, nowrapOf, wantsNowrap } from './nowrap.ts'
import { pathsId } from './paths.ts'
import { Columns } from './table.ts'

export type { DiskPartition, DiskUsage } from '../index.js'

/** What a disk or a part of one did since it appeared. Times in seconds; `null` where this kernel does not tell. */
export interface DiskIoCounters {
  /** Reads that were done. */
  readCount: number
  /** Writes that were done. */
  writeCount: number
  /** Bytes read. */
  readBytes: number
  /** Bytes written. */
  writeBytes: number
  /**
   * Seconds of reading, those of reads at the same time added up.
   *
   * Availability: Linux, macOS, FreeBSD.
   */
  readTime?: number | null
  /**
   * Seconds of writing, likewise.
   *
   * Availability: Linux, macOS, FreeBSD.
   */
  writeTime?: number | null
  /**
   * Reads that were joined with another one before they were done.
   *
   * Availability: Linux.
   */
  readMergedCount?: number | null
  /**
   * Writes that were joined with another one.
   *
   * Availability: Linux.
   */
  writeMergedCount?: number | null
  /**
   * Seconds in which there was anything to do: what `iostat` calls utilization, over the time between two calls.
   *
   * Availability: Linux, FreeBSD.
   */
  busyTime?: number | null
}

/** The columns of `crates/node/src/disk.rs`. */
const COUNTERS = [
  'readCount',
  'writeCount',
  'readBytes',
  'writeBytes',
  'readTime',
  'writeTime',
  'readMergedCount',
  'writeMergedCount',
  'busyTime',
] as const satisfies (keyof DiskIoCounters)[]
/** What crosses as milliseconds. */
const TIMES = ['readTime', 'writeTime', 'busyTime'] as const
const NAME = 0

/**
 * What is mounted from devices, in the order of mounting: a device once for each place where it, or a folder of
 * it, is mounted. File systems that are on no device (`tmpfs`, `overlay`, network file systems) are in
 * `diskPartitionsAll` only.
 *
 * With a procfs of another pid namespace in `paths.procfs`: what its process 1 sees, if that may be read.
 *
 * @throws {SystemError} if there is no `/proc/self/mountinfo`
 *
 * Availability: Linux (`/proc/self/mountinfo`, `/proc/filesystems`; for `/dev/root` `/sys/dev/block` and
 * `/proc/partitions`).
 */
export function diskPartitions(): DiskPartition[] {
  return unwrap(native.diskPartitions(pathsId()))
}

/**
 * All that is mounted, in the order of mounting; what another mount hides is there too.
 *
 * @throws {SystemError} if there is no `/proc/self/mountinfo`
 *
 * Availability: Linux (`/proc/self/mountinfo`).
 */
export function diskPartitionsAll(): DiskPartition[] {
  return unwrap(native.diskPartitionsAll(pathsId()))
}

/**
 * How full the file system is that a file or folder is on, in bytes and files.
 *
 * A network file system whose server does not answer makes this wait, and the program with it;
 * `psutil-native/promises` has one that keeps nobody waiting.
 *
 * @throws {TypeError} if the path is not text, is empty, or has a null byte in it
 * @throws {SystemError} if there is no such file (`ENOENT`)
 * @throws {AccessDeniedError} if a folder on the way to it may not be searched
 *
 * Availability: Linux (`statvfs(3)`).
 */
export function diskUsage(path: string): DiskUsage {
  checkPath(path)
  return unwrap(native.diskUsage(pathsId(), path))
}

/** The path of a file. @internal */
export function checkPath(path: string): void {
  if (typeof path !== 'string') throw invalidType('path', 'a string', path)
  if (path === '' || path.includes('\0')) throw invalidValue('path', 'a path without null bytes', path)
}

/**
 * What all disks together did since they appeared; `null` if there are none.
 *
 * Counts each request once: disks that have a device behind them, but neither their partitions nor what is made
 * of them (`md`, `dm`, `loop`, `zram`, the one disk of several NVMe paths). A disk that is taken away takes its
 * counts with it.
 *
 * @throws {KernelDataError} if `/proc/diskstats` is of an unknown format or cut off
 *
 * Availability: Linux (`/proc/diskstats`, else `/sys/block`).
 */
export function diskIoCounters(options: NowrapOptions = {}): DiskIoCounters | null {
  const disks = Object.values(read('diskIoCounters', native.diskIoCounters, options))
  return disks.length === 0 ? null : inSeconds(disks.reduce(sum))
}

/**
 * What each block device did since it appeared, by its name below `/dev`: disks, their partitions, and what is
 * made of them. Empty if there are none.
 *
 * @throws {KernelDataError} if `/proc/diskstats` is of an unknown format or cut off
 *
 * Availability: Linux (`/proc/diskstats`, else `/sys/block`).
 */
export function perdiskIoCounters(options: NowrapOptions = {}): Record<string, DiskIoCounters> {
  const devices = read('perdiskIoCounters', native.perdiskIoCounters, options)
  for (const device of Object.values(devices)) inSeconds(device)
  return devices
}

type IoFeature = 'diskIoCounters' | 'perdiskIoCounters'

/** The counters by name, times in milliseconds, wraps corrected if that is wanted. */
function read(
  feature: IoFeature,
  ask: (paths: number) => Table | NativeError,
  options: NowrapOptions,
): Record<string, DiskIoCounters> {
  const nowrap = wantsNowrap(options)
  const columns = new Columns(unwrap(ask(pathsId())))
  const devices: Record<string, DiskIoCounters> = Object.create(null)
  columns.rows((row) => {
    devices[columns.text(NAME, row)] = countersOf(columns, row)
  })
  return nowrap ? nowrapOf(feature).correct(devices) : devices
}

function countersOf(columns: Columns, row: number): DiskIoCounters {
  const counters: Partial<Record<keyof DiskIoCounters, number | null>> = {}
  for (const [column, name] of COUNTERS.entries()) {
    const counter = columns.numberOrNull(column, row)
    // what this platform lacks
    if (counter !== Number.POSITIVE_INFINITY) counters[name] = counter
  }
  return counters as DiskIoCounters
}

/** Both together; what is unknown of one is unknown of both. */
function sum(a: DiskIoCounters, b: DiskIoCounters): DiskIoCounters {
  const counters: Partial<Record<keyof DiskIoCounters, number | null>> = {}
  for (const name of COUNTERS) {
    const [left, right] = [a[name], b[name]]
    if (left === undefined || right === undefined) continue
    counters[name] = left === null || right === null ? null : left + right
  }
  return counters as DiskIoCounters
}

function inSeconds(counters: DiskIoCounters): DiskIoCounters {
  for (const name of TIMES) {
    const milliseconds = counters[name]
    if (typeof milliseconds === 'number') counters[name] = milliseconds / 1000
  }
  return counters
}
