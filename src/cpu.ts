import type { CpuFreq, CpuStats, CpuTimes } from '../index.js'
import { unwrap } from './errors.ts'
import { native } from './native.ts'
import { pathsId } from './paths.ts'

export type { CpuFreq, CpuStats, CpuTimes } from '../index.js'

/**
 * What all CPUs together did since boot, in seconds.
 *
 * @throws {KernelDataError} if `/proc/stat` has no line for all CPUs
 *
 * Availability: Linux (`/proc/stat`).
 */
export function cpuTimes(): CpuTimes {
  return unwrap(native.cpuTimes(pathsId()))
}

/**
 * What each CPU that is online did since boot, in seconds, in the order of their numbers.
 *
 * @throws {KernelDataError} if `/proc/stat` is cut off
 *
 * Availability: Linux (`/proc/stat`).
 */
export function percpuTimes(): CpuTimes[] {
  return unwrap(native.percpuTimes(pathsId()))
}

/**
 * How many CPUs are online, hardware threads counted one by one.
 *
 * @throws {KernelDataError} if neither `/sys` nor `/proc` names a CPU
 *
 * Availability: Linux (`/sys/devices/system/cpu/online`, else `/proc/cpuinfo`, else `/proc/stat`).
 */
export function logicalCpuCount(): number {
  return unwrap(native.logicalCpuCount(pathsId()))
}

/**
 * How many cores the CPUs that are online have; `null` if that is not known of every one.
 *
 * Availability: Linux (`/sys/devices/system/cpu/cpuN/topology`, else `/proc/cpuinfo`).
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
 * Availability: Linux (`sched_getaffinity(2)`, cgroups of both versions).
 */
export function usableCpuCount(): number {
  return unwrap(native.usableCpuCount(pathsId()))
}

/**
 * What all CPUs together counted since boot.
 *
 * @throws {KernelDataError} if `/proc/stat` lacks `ctxt` or `intr`
 *
 * Availability: Linux (`/proc/stat`).
 */
export function cpuStats(): CpuStats {
  return unwrap(native.cpuStats(pathsId()))
}

/**
 * The frequency of an average CPU that is online, in MHz; `null` if nothing is known of any, as in most virtual
 * machines and on many ARM boards.
 *
 * Availability: Linux (`/sys/devices/system/cpu/cpufreq`, else `/proc/cpuinfo`, which knows `current` only).
 */
export function cpuFreq(): CpuFreq | null {
  return unwrap(native.cpuFreq(pathsId()))
}

/**
 * The frequency of each CPU that is online, in MHz and in the order of {@link percpuTimes}; empty if nothing is
 * known of any. CPUs that share a clock have a row each.
 *
 * Availability: Linux (as {@link cpuFreq}).
 */
export function percpuFreq(): CpuFreq[] {
  return unwrap(native.percpuFreq(pathsId()))
}
