import { invalidType, invalidValue } from './arguments.ts'
import type { Feature } from './availability.ts'
import { Cells, without } from './cells.ts'
import { askMachine, Rows, sumUp } from './machine.ts'
import { native } from './native.ts'
import { type NowrapOptions, nowrapOf, wantsNowrap } from './nowrap.ts'

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
   * Availability: Linux, FreeBSD, OpenBSD, NetBSD.
   */
  busyTime?: number | null
}

/** A file system and where it is mounted. */
export interface DiskPartition {
  /**
   * What is mounted: `/dev/sda1`, or the name that the file system gives it (`tmpfs`, `host:/export`); `null` if it
   * has none.
   */
  device: string | null
  /** Where. */
  mountpoint: string
  /** The kind of file system: `ext4`, `fuse.sshfs`. */
  fstype: string
  /** How: `ro` or `rw` first, then the options of this mount, then those of its file system. */
  opts: string[]
}

/** How full a file system is, in bytes and files. */
export interface DiskUsage {
  /** All of it; 0 for file systems that take no room, such as `/proc`. */
  total: number
  /** What is in use, by whomever. */
  used: number
  /** What users other than root can still use: less than `total - used` where some is kept for root. */
  free: number
  /** `used` of `used + free`, 0 to 100, as df(1). */
  percent: number
  /** Files that there can be; `null` on file systems without such a limit (btrfs, vfat). */
  inodesTotal: number | null
  /** Files that can still be made; `null` likewise. */
  inodesFree: number | null
}

// Field by field in the order of crates/node/src/disk.rs.

function partitionFrom(cells: Cells): DiskPartition {
  return {
    device: cells.textOrNull(),
    mountpoint: cells.text(),
    fstype: cells.text(),
    opts: cells.list(textFrom),
  }
}

function textFrom(cells: Cells): string {
  return cells.text()
}

/** What is mounted. @internal */
export function partitionsFrom(cells: Cells): DiskPartition[] {
  return cells.list(partitionFrom)
}

/** How full it is. @internal */
export function usageFrom(cells: Cells): DiskUsage {
  return {
    total: cells.number(),
    used: cells.number(),
    free: cells.number(),
    percent: cells.number(),
    inodesTotal: cells.numberOrNull(),
    inodesFree: cells.numberOrNull(),
  }
}

/** How many counters a disk has. */
const COUNTERS = 9

function countersFrom(cells: Cells): DiskIoCounters {
  const read = {
    readCount: cells.number(),
    writeCount: cells.number(),
    readBytes: cells.number(),
    writeBytes: cells.number(),
    readTime: inSeconds(cells.field()),
    writeTime: inSeconds(cells.field()),
    readMergedCount: cells.field(),
    writeMergedCount: cells.field(),
    busyTime: inSeconds(cells.field()),
  }
  return without<DiskIoCounters>(read.readMergedCount === undefined, read)
}

function inSeconds(milliseconds: number | null | undefined): number | null | undefined {
  return typeof milliseconds === 'number' ? milliseconds / 1000 : milliseconds
}

const partitions = new Rows(native.diskPartitions)
const allPartitions = new Rows(native.diskPartitionsAll)
const disks = new Rows(native.diskIoCounters)
const devices = new Rows(native.perdiskIoCounters)

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
 * `/proc/partitions`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function diskPartitions(): DiskPartition[] {
  return partitions.ask(partitionsFrom)
}

/**
 * All that is mounted, in the order of mounting; what another mount hides is there too.
 *
 * @throws {SystemError} if there is no `/proc/self/mountinfo`
 *
 * Availability: Linux (`/proc/self/mountinfo`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function diskPartitionsAll(): DiskPartition[] {
  return allPartitions.ask(partitionsFrom)
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
 * Availability: Linux (`statvfs(3)`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function diskUsage(path: string): DiskUsage {
  checkPath(path)
  return askMachine((paths, room) => native.diskUsage(paths, room, path), usageFrom)
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
 * Availability: Linux (`/proc/diskstats`, else `/sys/block`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function diskIoCounters(options: NowrapOptions = {}): DiskIoCounters | null {
  const { length } = read('diskIoCounters', disks, options)
  if (length === 0) return null
  // What is unknown of one is unknown of all.
  sumUp(disks.numbers, length, COUNTERS)
  return countersFrom(new Cells(disks.numbers))
}

/**
 * What each block device did since it appeared, by its name below `/dev`: disks, their partitions, and what is
 * made of them. Empty if there are none.
 *
 * @throws {KernelDataError} if `/proc/diskstats` is of an unknown format or cut off
 *
 * Availability: Linux (`/proc/diskstats`, else `/sys/block`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function perdiskIoCounters(options: NowrapOptions = {}): Record<string, DiskIoCounters> {
  const names = read('perdiskIoCounters', devices, options)
  const cells = new Cells(devices.numbers)
  const counters: Record<string, DiskIoCounters> = Object.create(null)
  for (const name of names) counters[name] = countersFrom(cells)
  return counters
}

/** Asks for counters, and gives the names; in the numbers wraps are corrected if that is wanted. */
function read(feature: Feature, rows: Rows, options: NowrapOptions): string[] {
  const nowrap = wantsNowrap(options)
  const names = rows.texts()
  if (nowrap) nowrapOf(feature).correct(names, rows.numbers, COUNTERS)
  return names
}
