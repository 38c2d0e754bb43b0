// CPU time between two samples, in percent. Counters of the kernel go backwards at times (iowait, or steal after a
// migration): what went backwards counts as nothing.
import type { CpuTimes } from '../index.ts'

/** On Linux in `user` and `nice` already. */
const COUNTED_TWICE = new Set(['guest', 'guestNice'])

/** As top(1) and psutil: waiting for I/O is time to do other things. */
const IDLE = new Set(['idle', 'iowait'])

/** How busy a CPU was, 0 to 100; `null` if no time has passed. */
export function busyPercent(before: CpuTimes, after: CpuTimes): number | null {
  const start: Readonly<Record<string, unknown>> = { ...before }
  let busy = 0
  let total = 0
  for (const [name, value] of Object.entries<unknown>({ ...after })) {
    const from = start[name]
    if (COUNTED_TWICE.has(name) || typeof value !== 'number' || typeof from !== 'number') continue
    const spent = Math.max(0, value - from)
    total += spent
    if (!IDLE.has(name)) busy += spent
  }
  return total > 0 ? Math.min(100, (busy / total) * 100) : null
}

/** How busy each CPU was. Nothing is known if one was added or removed: the lists do not tell which. */
export function busyPercents(before: readonly CpuTimes[], after: readonly CpuTimes[]): (number | null)[] {
  return after.map((times, at) => {
    const start = before.length === after.length ? before[at] : undefined
    return start === undefined ? null : busyPercent(start, times)
  })
}

/** CPU seconds spent, in percent of one CPU: may pass 100. */
export function processPercent(before: number, after: number, milliseconds: number): number {
  if (!(milliseconds > 0)) return 0
  return (Math.max(0, after - before) / milliseconds) * 100_000
}
