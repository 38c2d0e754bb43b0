// What CPUs do from now until an interval is over. Nobody's earlier call is compared with, and nobody else's is
// disturbed. Each Promise rejects with a `TypeError` or `RangeError` if an option is wrong, with
// `options.signal.reason` if that is aborted, and with a `KernelDataError` if `/proc/stat` cannot be understood.
import { type CpuTimes, cpuTimesAt, numberedCpuTimesAt } from '../cpu.ts'
import { busyPercent, type CpuTimesPercent, timesPercent } from '../cpu-percent.ts'
import { pathsId } from '../paths.ts'
import { type IntervalOptions, twice } from './interval.ts'

type Compare<T> = (before: CpuTimes | undefined, after: CpuTimes) => T

const busy: Compare<number> = (before, after) => busyPercent(before, after) ?? 0

/**
 * How busy all CPUs together are from now on for `options.interval` milliseconds, 0 to 100.
 *
 * Idle is also who waits for I/O. If no time passes by the kernel's clock, which ticks every 10 ms, it is 0.
 *
 * Availability: Linux (`/proc/stat`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export async function cpuPercent(options: IntervalOptions): Promise<number> {
  return await all(options, busy)
}

/**
 * How busy each CPU that is online is from now on for `options.interval` milliseconds, in the order of their numbers.
 * One that comes online meanwhile is looked at since boot.
 *
 * Availability: Linux (`/proc/stat`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export async function percpuPercent(options: IntervalOptions): Promise<number[]> {
  return await each(options, busy)
}

/**
 * What all CPUs together do from now on for `options.interval` milliseconds, in percent of that time.
 *
 * All fields make 100 without `guest` and `guestNice`, which are in `user` and `nice` already.
 *
 * Availability: Linux (`/proc/stat`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export async function cpuTimesPercent(options: IntervalOptions): Promise<CpuTimesPercent> {
  return await all(options, timesPercent)
}

/**
 * What each CPU that is online does from now on for `options.interval` milliseconds, in percent of that time and in
 * the order of their numbers. One that comes online meanwhile is looked at since boot.
 *
 * Availability: Linux (`/proc/stat`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export async function percpuTimesPercent(options: IntervalOptions): Promise<CpuTimesPercent[]> {
  return await each(options, timesPercent)
}

async function all<T>(options: IntervalOptions, compare: Compare<T>): Promise<T> {
  const paths = pathsId()
  const [before, after] = await twice(options, () => cpuTimesAt(paths))
  return compare(before, after)
}

async function each<T>(options: IntervalOptions, compare: Compare<T>): Promise<T[]> {
  const paths = pathsId()
  const [before, after] = await twice(options, () => numberedCpuTimesAt(paths))
  const earlier = new Map(before.map(({ number, times }) => [number, times]))
  return after.map(({ number, times }) => compare(earlier.get(number), times))
}
