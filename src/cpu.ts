import { type Cells, put, without } from './cells.ts'
import { unwrap } from './errors.ts'
import { askMachine, Rows } from './machine.ts'
import { native } from './native.ts'
import { pathsId } from './paths.ts'

/** What one CPU or all CPUs did since boot, in seconds. */
export interface CpuTimes {
  /** User mode; on Linux with the time of guests. */
  user: number
  /** Kernel mode. */
  system: number
  /** Nothing to do. */
  idle: number
  /** User mode at low priority; on Linux with the time of niced guests. */
  nice?: number | null
  /**
   * Idle while waiting for I/O.
   *
   * Availability: Linux.
   */
  iowait?: number | null
  /**
   * Hardware interrupts.
   *
   * Availability: Linux, FreeBSD, OpenBSD, NetBSD.
   */
  irq?: number | null
  /**
   * Software interrupts.
   *
   * Availability: Linux.
   */
  softirq?: number | null
  /**
   * Taken by other virtual machines.
   *
   * Availability: Linux.
   */
  steal?: number | null
  /**
   * Virtual CPUs of guests.
   *
   * Availability: Linux.
   */
  guest?: number | null
  /**
   * Niced virtual CPUs of guests.
   *
   * Availability: Linux.
   */
  guestNice?: number | null
  /**
   * Spinning on locks of the kernel.
   *
   * Availability: OpenBSD.
   */
  lockSpin?: number | null
}

/** What one CPU did, and which one it is: only samples of the same CPU can be compared. @internal */
export interface NumberedCpuTimes {
  number: number
  times: CpuTimes
}

/** What all CPUs together counted since boot. */
export interface CpuStats {
  /** Changes from one thread to another. */
  ctxSwitches: number
  /** Interrupts of devices and timers. */
  interrupts: number
  /** Softirqs: what interrupts left to do later. */
  softInterrupts?: number | null
  /**
   * System calls.
   *
   * Availability: FreeBSD, OpenBSD, NetBSD.
   */
  syscalls?: number | null
}

/** How fast a CPU runs, in MHz; `null` where that is not known. */
export interface CpuFreq {
  /** Now. */
  current: number | null
  /** The lowest that it may be set to. */
  min: number | null
  /** The highest that it may be set to. */
  max: number | null
}

// Field by field in the order of crates/node/src/cpu.rs.

function timesFrom(cells: Cells): CpuTimes {
  const read = {
    user: cells.number(),
    system: cells.number(),
    idle: cells.number(),
    nice: cells.field(),
    iowait: cells.field(),
    irq: cells.field(),
    softirq: cells.field(),
    steal: cells.field(),
    guest: cells.field(),
    guestNice: cells.field(),
  }
  const times = without<CpuTimes>(read.steal === undefined, read)
  put(times, 'lockSpin', cells)
  return times
}

function timesOf(cells: Cells): CpuTimes {
  cells.number() // which one it is
  return timesFrom(cells)
}

function numbered(cells: Cells): NumberedCpuTimes {
  return { number: cells.number(), times: timesFrom(cells) }
}

function statsFrom(cells: Cells): CpuStats {
  const stats: CpuStats = { ctxSwitches: cells.number(), interrupts: cells.number() }
  put(stats, 'softInterrupts', cells)
  put(stats, 'syscalls', cells)
  return stats
}

function freqFrom(cells: Cells): CpuFreq {
  return { current: cells.numberOrNull(), min: cells.numberOrNull(), max: cells.numberOrNull() }
}

const each = new Rows(native.percpuTimes)
const meanFreq = new Rows(native.cpuFreq)
const eachFreq = new Rows(native.percpuFreq)

/** What all CPUs together did, as seen by these paths. @internal */
export function cpuTimesAt(paths: number): CpuTimes {
  return askMachine(native.cpuTimes, timesFrom, paths)
}

/** What each CPU did, and which one it is, as seen by these paths. @internal */
export function numberedCpuTimesAt(paths: number): NumberedCpuTimes[] {
  return each.ask((cells) => cells.list(numbered), paths)
}

/**
 * What all CPUs together did since boot, in seconds.
 *
 * @throws {KernelDataError} if `/proc/stat` has no line for all CPUs
 *
 * Availability: Linux (`/proc/stat`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function cpuTimes(): CpuTimes {
  return cpuTimesAt(pathsId())
}

/**
 * What each CPU that is online did since boot, in seconds, in the order of their numbers.
 *
 * @throws {KernelDataError} if `/proc/stat` is cut off
 *
 * Availability: Linux (`/proc/stat`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function percpuTimes(): CpuTimes[] {
  return each.ask((cells) => cells.list(timesOf))
}

/**
 * How many CPUs are online, hardware threads counted one by one.
 *
 * @throws {KernelDataError} if neither `/sys` nor `/proc` names a CPU
 *
 * Availability: Linux (`/sys/devices/system/cpu/online`, else `/proc/cpuinfo`, else `/proc/stat`), macOS, FreeBSD,
 * OpenBSD, NetBSD.
 */
export function logicalCpuCount(): number {
  return unwrap(native.logicalCpuCount(pathsId()))
}

/**
 * How many cores the CPUs that are online have; `null` if that is not known of every one.
 *
 * Availability: Linux (`/sys/devices/system/cpu/cpuN/topology`, else `/proc/cpuinfo`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function physicalCpuCount(): number | null {
  return unwrap(native.physicalCpuCount(pathsId()))
}

/**
 * How many CPUs' worth of time this program may use: the least of its affinity, its cpuset, and the quotas of its
 * cgroup and all above it. A quota may be a fraction, as 1.5.
 *
 * Limits outside of the container that cannot be seen from within do not count. In a made-up tree (`paths.procfs`
 * is a folder of files) the affinity is that of its `self/status`, and cgroups that its `self/mountinfo` places
 * below `/sys` are looked up below `paths.sysfs`.
 *
 * @throws {KernelDataError} if a limit is there and cannot be understood
 *
 * Availability: Linux (`sched_getaffinity(2)`, cgroups of both versions), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function usableCpuCount(): number {
  return unwrap(native.usableCpuCount(pathsId()))
}

/**
 * What all CPUs together counted since boot.
 *
 * @throws {KernelDataError} if `/proc/stat` lacks `ctxt` or `intr`
 *
 * Availability: Linux (`/proc/stat`), FreeBSD, OpenBSD, NetBSD.
 */
export function cpuStats(): CpuStats {
  return askMachine(native.cpuStats, statsFrom)
}

/**
 * The frequency of an average CPU that is online, in MHz; `null` if nothing is known of any, as in most virtual
 * machines and on many ARM boards.
 *
 * Availability: Linux (`/sys/devices/system/cpu/cpufreq`, else `/proc/cpuinfo`, which knows `current` only), macOS,
 * FreeBSD, OpenBSD.
 */
export function cpuFreq(): CpuFreq | null {
  return meanFreq.ask((cells) => cells.list(freqFrom))[0] ?? null
}

/**
 * The frequency of each CPU that is online, in MHz and in the order of {@link percpuTimes}; empty if nothing is
 * known of any. CPUs that share a clock have a row each.
 *
 * Availability: Linux (as {@link cpuFreq}), FreeBSD.
 */
export function percpuFreq(): CpuFreq[] {
  return eachFreq.ask((cells) => cells.list(freqFrom))
}
