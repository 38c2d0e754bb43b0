import {
  type CpuTimes,
  cpuTimes,
  NoSuchProcessError,
  type Process,
  type ProcessStatus,
  PsutilError,
  percpuTimes,
  processIterAvailable,
  type SwapMemory,
  swapMemory,
  timeSinceBoot,
  UnsupportedError,
  type VirtualMemory,
  virtualMemory,
} from '../index.ts'

/** What the program shows, and prints with `--json`. What could not be read is `null`. */
export interface Overview {
  /** Percent of the time measured that all CPUs together were busy. */
  cpuPercent: number | null
  /** The same of each CPU. */
  percpuPercent: number[] | null
  /** Bytes. */
  memory: VirtualMemory | null
  /** Bytes. */
  swap: SwapMemory | null
  /** Seconds since boot. */
  timeSinceBoot: number | null
  /** All processes that could be read twice, the busiest first. */
  processes: ProcessRow[]
}

/** One process. */
export interface ProcessRow {
  pid: number
  name: string
  username: string | null
  status: ProcessStatus
  /** Percent of one CPU; may pass 100. */
  cpuPercent: number
  /** Bytes in RAM. */
  rss: number
  /** Percent of all RAM. */
  memoryPercent: number | null
  /** Empty for a thread of the kernel and a zombie. */
  cmdline: string[]
}

/** Looks at the machine twice, `interval` milliseconds apart. */
export async function sample(interval: number): Promise<Overview> {
  const before = counters()
  await new Promise((resolve) => setTimeout(resolve, interval))
  const after = counters()
  const elapsed = (after.at - before.at) / 1000
  const memory = known(virtualMemory)
  return {
    cpuPercent: before.cpu && after.cpu && busyPercent(before.cpu, after.cpu),
    percpuPercent: eachBusyPercent(before.percpu, after.percpu),
    memory,
    swap: known(swapMemory),
    timeSinceBoot: known(timeSinceBoot),
    processes: rows(before, after, elapsed, memory?.total),
  }
}

/** Percent of the time between two looks that was not idle. Counters that go backwards count as still. */
export function busyPercent(before: CpuTimes, after: CpuTimes): number {
  const grown = (name: keyof CpuTimes) => Math.max(0, (after[name] ?? 0) - (before[name] ?? 0))
  const idle = grown('idle') + grown('iowait')
  // The time of guests is part of user and nice already.
  const names = ['user', 'nice', 'system', 'irq', 'softirq', 'steal', 'lockSpin'] as const
  const busy = names.reduce((sum, name) => sum + grown(name), 0)
  return busy + idle === 0 ? 0 : (busy / (busy + idle)) * 100
}

interface Counters {
  at: number
  cpu: CpuTimes | null
  percpu: CpuTimes[] | null
  processes: Map<Process, number>
}

function counters(): Counters {
  const processes = new Map<Process, number>()
  for (const process of processIterAvailable()) {
    const spent = known(() => process.cpuTimes())
    if (spent !== null) processes.set(process, spent.user + spent.system)
  }
  return { at: performance.now(), cpu: known(cpuTimes), percpu: known(percpuTimes), processes }
}

function eachBusyPercent(before: CpuTimes[] | null, after: CpuTimes[] | null): number[] | null {
  if (before === null || after === null) return null
  return after.map((times, cpu) => busyPercent(before[cpu] ?? times, times))
}

function rows(before: Counters, after: Counters, elapsed: number, total: number | undefined): ProcessRow[] {
  const found: ProcessRow[] = []
  for (const [process, spent] of after.processes) {
    const grown = Math.max(0, spent - (before.processes.get(process) ?? spent))
    const row = known(() => process.oneshot(() => describe(process, (grown / elapsed) * 100, total)))
    if (row !== null) found.push(row)
  }
  return found.sort((a, b) => b.cpuPercent - a.cpuPercent || b.rss - a.rss || a.pid - b.pid)
}

function describe(process: Process, cpuPercent: number, total: number | undefined): ProcessRow {
  const { rss } = process.memoryInfo()
  return {
    pid: process.pid,
    name: process.name(),
    username: known(() => process.username()),
    status: process.status(),
    cpuPercent,
    rss,
    memoryPercent: total === undefined ? null : (rss / total) * 100,
    cmdline: arguments_(process),
  }
}

/** A zombie has no arguments any more. */
function arguments_(process: Process): string[] {
  try {
    return process.cmdline()
  } catch (error) {
    if (error instanceof NoSuchProcessError && error.code === 'ERR_ZOMBIE_PROCESS') return []
    throw error
  }
}

/** The answer, or `null` where it is denied or gone. That nothing at all is supported is for the caller. */
function known<T>(question: () => T): T | null {
  try {
    return question()
  } catch (error) {
    if (error instanceof PsutilError && !(error instanceof UnsupportedError)) return null
    throw error
  }
}
