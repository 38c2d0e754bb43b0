// What the overview shows in percent.
import { busyPercent } from '../cpu-percent.ts'
import type { CpuTimes } from '../index.ts'

export { busyPercent } from '../cpu-percent.ts'

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
