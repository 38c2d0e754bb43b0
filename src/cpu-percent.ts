// CPU time between two samples, in percent: the one place where that is computed.
//
// Counters of the kernel go backwards at times (iowait; steal after a migration; idle when a CPU is taken away):
// what went backwards counts as nothing.
import type { CpuTimes } from './cpu.ts'

/** On Linux the time of guests is in `user` and `nice` already. */
const COUNTED_TWICE: ReadonlySet<string> = new Set(['guest', 'guestNice'])

/** As top(1) and psutil: waiting for I/O is time to do other things. */
const IDLE: ReadonlySet<string> = new Set(['idle', 'iowait'])

/** What a CPU did between two samples, in percent of that time. */
export type CpuTimesPercent = CpuTimes

interface Spent {
  /** Seconds since the earlier sample; `null` where one of the two is not known. */
  times: CpuTimes
  /** All of it, each moment once. */
  total: number
}

/** A sample is compared with an earlier one, or with nothing: then it is about all the time since boot. */
function between(before: CpuTimes | undefined, after: CpuTimes): Spent {
  const start: Readonly<Record<string, unknown>> | undefined = before && { ...before }
  let total = 0
  const times = mapTimes(after, (value, name) => {
    const from = start === undefined ? 0 : start[name]
    if (value === null || typeof from !== 'number') return null
    const spent = Math.max(0, value - from)
    if (!COUNTED_TWICE.has(name)) total += spent
    return spent
  })
  return { times, total }
}

/** The same fields, each changed. */
function mapTimes(times: CpuTimes, change: (value: number | null, name: string) => number | null): CpuTimes {
  const entries = Object.entries<number | null>({ ...times })
  return Object.fromEntries(
    entries.map(([name, value]) => [name, change(value, name)]),
  ) as unknown as CpuTimes
}

/** How busy a CPU was, 0 to 100; `null` if no time has passed. */
export function busyPercent(before: CpuTimes | undefined, after: CpuTimes): number | null {
  const { times, total } = between(before, after)
  if (total <= 0) return null
  let idle = 0
  for (const [name, spent] of Object.entries<number | null>({ ...times })) {
    if (IDLE.has(name)) idle += spent ?? 0
  }
  return percent(total - idle, total)
}

/** What a CPU did, each from 0 to 100; 0 if no time has passed. */
export function timesPercent(before: CpuTimes | undefined, after: CpuTimes): CpuTimesPercent {
  const { times, total } = between(before, after)
  return mapTimes(times, (spent) => (spent === null ? null : percent(spent, total)))
}

/** A part in percent of the whole. Fractions do not add up exactly, and guests may be ahead of the rest. */
function percent(part: number, total: number): number {
  return total > 0 ? Math.min(100, Math.max(0, (part / total) * 100)) : 0
}
