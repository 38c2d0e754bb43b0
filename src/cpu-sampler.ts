import { type CpuTimes, cpuTimesAt, numberedCpuTimesAt } from './cpu.ts'
import { busyPercent, type CpuTimesPercent, timesPercent } from './cpu-percent.ts'
import { pathsId } from './paths.ts'

export type { CpuTimesPercent } from './cpu-percent.ts'

/** What compares a sample with an earlier one, or with none. */
type Compare<T> = (before: CpuTimes | undefined, after: CpuTimes) => T

/** Samples of one machine by the number of the CPU: a CPU that was away is compared with when it was last seen. */
class Last {
  #paths: number | undefined
  readonly #samples = new Map<number, CpuTimes>()

  /** Keeps this sample and gives the earlier one. */
  swap(paths: number, cpu: number, times: CpuTimes): CpuTimes | undefined {
    // Other paths are another machine.
    if (this.#paths !== paths) this.#samples.clear()
    this.#paths = paths
    const before = this.#samples.get(cpu)
    this.#samples.set(cpu, times)
    return before
  }
}

/** The number under which the sum of all CPUs is kept. */
const ALL = -1

function all<T>(last: Last, compare: Compare<T>): T {
  const paths = pathsId()
  const after = cpuTimesAt(paths)
  return compare(last.swap(paths, ALL, after), after)
}

function each<T>(last: Last, compare: Compare<T>): T[] {
  const paths = pathsId()
  const after = numberedCpuTimesAt(paths)
  return after.map(({ number, times }) => compare(last.swap(paths, number, times), times))
}

const busy: Compare<number> = (before, after) => busyPercent(before, after) ?? 0

/**
 * What CPUs did between two calls, in percent, with a state of its own: whoever else measures in this program
 * does not disturb it. The four methods do not disturb each other either.
 *
 * @example
 * const sampler = new CpuSampler()
 * sampler.cpuPercent() // since boot
 * setInterval(() => console.log(sampler.cpuPercent()), 1000) // of each second
 */
export class CpuSampler {
  readonly #cpuPercent = new Last()
  readonly #percpuPercent = new Last()
  readonly #cpuTimesPercent = new Last()
  readonly #percpuTimesPercent = new Last()

  /**
   * How busy all CPUs together were since the previous call, 0 to 100; at the first call since boot.
   *
   * Idle is also who waits for I/O. If no time has passed by the kernel's clock, which ticks every 10 ms, it is 0.
   *
   * @throws {KernelDataError} if `/proc/stat` has no line for all CPUs
   *
   * Availability: Linux (`/proc/stat`), macOS, FreeBSD, OpenBSD, NetBSD.
   */
  cpuPercent(): number {
    return all(this.#cpuPercent, busy)
  }

  /**
   * How busy each CPU that is online was since the previous call, in the order of {@link percpuTimes}.
   *
   * A CPU that was not online then is compared with when it was last seen, else since boot.
   *
   * @throws {KernelDataError} if `/proc/stat` is cut off
   *
   * Availability: Linux (`/proc/stat`), macOS, FreeBSD, OpenBSD, NetBSD.
   */
  percpuPercent(): number[] {
    return each(this.#percpuPercent, busy)
  }

  /**
   * What all CPUs together did since the previous call, in percent of that time; at the first call since boot.
   *
   * All fields make 100 without `guest` and `guestNice`, which are in `user` and `nice` already. If no time has
   * passed they are 0.
   *
   * @throws {KernelDataError} if `/proc/stat` has no line for all CPUs
   *
   * Availability: Linux (`/proc/stat`), macOS, FreeBSD, OpenBSD, NetBSD.
   */
  cpuTimesPercent(): CpuTimesPercent {
    return all(this.#cpuTimesPercent, timesPercent)
  }

  /**
   * What each CPU that is online did since the previous call, in the order of {@link percpuTimes}.
   *
   * @throws {KernelDataError} if `/proc/stat` is cut off
   *
   * Availability: Linux (`/proc/stat`), macOS, FreeBSD, OpenBSD, NetBSD.
   */
  percpuTimesPercent(): CpuTimesPercent[] {
    return each(this.#percpuTimesPercent, timesPercent)
  }
}

const shared = new CpuSampler()

/**
 * How busy all CPUs together were since the previous call, 0 to 100; at the first call since boot.
 *
 * Everything in this program that calls it shares one state; {@link CpuSampler} has its own. Waiting for I/O
 * counts as idle. If no time has passed by the kernel's clock, which ticks every 10 ms, it is 0.
 *
 * @throws {KernelDataError} if `/proc/stat` has no line for all CPUs
 *
 * Availability: Linux (`/proc/stat`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function cpuPercent(): number {
  return shared.cpuPercent()
}

/**
 * How busy each CPU that is online was since the previous call, in the order of {@link percpuTimes}.
 *
 * A CPU that was not online then is compared with when it was last seen, else since boot.
 *
 * @throws {KernelDataError} if `/proc/stat` is cut off
 *
 * Availability: Linux (`/proc/stat`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function percpuPercent(): number[] {
  return shared.percpuPercent()
}

/**
 * What all CPUs together did since the previous call, in percent of that time; at the first call since boot.
 *
 * All fields make 100 without `guest` and `guestNice`, which are in `user` and `nice` already. If no time has
 * passed they are 0.
 *
 * @throws {KernelDataError} if `/proc/stat` has no line for all CPUs
 *
 * Availability: Linux (`/proc/stat`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function cpuTimesPercent(): CpuTimesPercent {
  return shared.cpuTimesPercent()
}

/**
 * What each CPU that is online did since the previous call, in the order of {@link percpuTimes}.
 *
 * @throws {KernelDataError} if `/proc/stat` is cut off
 *
 * Availability: Linux (`/proc/stat`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function percpuTimesPercent(): CpuTimesPercent[] {
  return shared.percpuTimesPercent()
}
