// Looks at the machine twice and compares.
import type { CpuTimes, ProcessCpuTimes, ProcessStatus, SwapMemory, VirtualMemory } from '../index.ts'
import type { CpuLoad, Overview, ProcessRow } from './data.ts'
import { Parts, readOf, unlessGone } from './failures.ts'
import { busyPercent, busyPercents, processPercent } from './percent.ts'

/** What is asked of the package. */
export interface Sources {
  cpuTimes(): CpuTimes
  percpuTimes(): CpuTimes[]
  virtualMemory(): VirtualMemory
  swapMemory(): SwapMemory
  bootTime(): number
  timeSinceBoot(): number
  uptime(): number
  /** The same object for the same process, as the two samples are matched by it. */
  processIterAvailable(): Iterable<ProcessSource>
}

/** What is asked of a process. */
export interface ProcessSource {
  readonly pid: number
  ppid(): number
  name(): string
  username(): string
  status(): ProcessStatus
  cmdline(): string[]
  cpuTimes(): ProcessCpuTimes
  memoryInfo(): NonNullable<ProcessRow['memoryInfo']>
  createTime(): number
  oneshot<T>(callback: () => T): T
}

/** How long and how much. */
export interface SampleOptions {
  /** Milliseconds between the samples. */
  interval: number
  /** The most processes that are wanted. */
  limit: number
}

/**
 * Samples twice, the interval apart. Parts that fail are `null`.
 *
 * @throws {NothingToShowError} if all do
 */
export async function measure(sources: Sources, { interval, limit }: SampleOptions): Promise<Overview> {
  const parts = new Parts()
  const before = look(sources, parts)
  await new Promise((resolve) => setTimeout(resolve, interval))
  const after = look(sources, parts)

  const virtualMemory = parts.read(() => sources.virtualMemory())
  const ranked = after.processes === null ? null : rank(before.processes ?? new Map(), after.processes)
  const overview = {
    interval: (after.at - before.at) / 1000,
    bootTime: parts.read(() => sources.bootTime()),
    timeSinceBoot: parts.read(() => sources.timeSinceBoot()),
    uptime: parts.read(() => sources.uptime()),
    cpu: load(before.cpu, after.cpu),
    perCpu: loads(before.perCpu, after.perCpu),
    virtualMemory,
    swapMemory: parts.read(() => sources.swapMemory()),
    processCount: ranked?.length ?? null,
    processes: ranked === null ? null : describe(ranked, limit, virtualMemory?.total),
  }
  parts.check()
  return overview
}

interface Look {
  /** `performance.now()`, which no setting of the clock moves. */
  at: number
  cpu: CpuTimes | null
  perCpu: CpuTimes[] | null
  processes: Map<ProcessSource, Usage> | null
}

interface Usage {
  /** `performance.now()`: a long list takes its time, so each process has its own. */
  at: number
  cpuTimes: ProcessCpuTimes | null
  memoryInfo: ProcessRow['memoryInfo']
  createTime: number | null
}

function look(sources: Sources, parts: Parts): Look {
  return {
    at: performance.now(),
    cpu: parts.read(() => sources.cpuTimes()),
    perCpu: parts.read(() => sources.percpuTimes()),
    processes: parts.read(() => usages(sources.processIterAvailable())),
  }
}

function usages(processes: Iterable<ProcessSource>): Map<ProcessSource, Usage> {
  const found = new Map<ProcessSource, Usage>()
  for (const process of processes) {
    const usage = unlessGone(() => process.oneshot(() => usageOf(process)))
    if (usage !== null) found.set(process, usage)
  }
  return found
}

function usageOf(process: ProcessSource): Usage {
  return {
    cpuTimes: readOf(() => process.cpuTimes()),
    at: performance.now(),
    memoryInfo: readOf(() => process.memoryInfo()),
    createTime: readOf(() => process.createTime()),
  }
}

interface Ranked {
  process: ProcessSource
  usage: Usage
  cpuPercent: number | null
}

/** The busiest first, then the largest; unknown ones last. */
function rank(before: Map<ProcessSource, Usage>, after: Map<ProcessSource, Usage>): Ranked[] {
  return Array.from(after, ([process, usage]) => {
    return { process, usage, cpuPercent: percentBetween(before.get(process), usage) }
  }).sort(
    (a, b) =>
      (b.cpuPercent ?? -1) - (a.cpuPercent ?? -1) ||
      (b.usage.memoryInfo?.rss ?? -1) - (a.usage.memoryInfo?.rss ?? -1) ||
      a.process.pid - b.process.pid,
  )
}

function percentBetween(before: Usage | undefined, after: Usage): number | null {
  if (after.cpuTimes === null) return null
  const spent = seconds(after.cpuTimes)
  if (before?.cpuTimes) return processPercent(seconds(before.cpuTimes), spent, after.at - before.at)
  // It started meanwhile, or could not be read before: its average. The first tick of the kernel's clock is
  // worth more than the moments it has lived, so its age counts as half a second at least.
  const age = after.createTime === null ? 0 : Date.now() - after.createTime
  return processPercent(0, spent, Math.max(500, age))
}

function seconds({ user, system }: ProcessCpuTimes): number {
  return user + system
}

/** The rest about the first processes. Who vanishes now makes room for the next. */
function describe(ranked: readonly Ranked[], limit: number, total: number | undefined): ProcessRow[] {
  const rows: ProcessRow[] = []
  for (const each of ranked) {
    if (rows.length >= limit) break
    const row = unlessGone(() => each.process.oneshot(() => rowOf(each, total)))
    if (row !== null) rows.push(row)
  }
  return rows
}

function rowOf({ process, usage, cpuPercent }: Ranked, total: number | undefined): ProcessRow {
  const { cpuTimes, memoryInfo, createTime } = usage
  const status = readOf(() => process.status())
  return {
    pid: process.pid,
    ppid: readOf(() => process.ppid()),
    name: readOf(() => process.name()),
    username: readOf(() => process.username()),
    status,
    cmdline: readOf(() => process.cmdline()),
    cpuPercent,
    cpuTimes,
    memoryInfo,
    memoryPercent: memoryInfo !== null && total ? (memoryInfo.rss / total) * 100 : null,
    createTime,
  }
}

function load(before: CpuTimes | null, after: CpuTimes | null): CpuLoad | null {
  if (after === null) return null
  return { percent: before === null ? null : busyPercent(before, after), times: after }
}

function loads(before: CpuTimes[] | null, after: CpuTimes[] | null): CpuLoad[] | null {
  if (after === null) return null
  const percents = busyPercents(before ?? [], after)
  return after.map((times, at) => ({ percent: percents[at] ?? null, times }))
}
