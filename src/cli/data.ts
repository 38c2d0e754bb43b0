// What the program shows, and what `--json` prints.
import type {
  CpuTimes,
  MemoryInfo,
  ProcessCpuTimes,
  ProcessStatus,
  SwapMemory,
  VirtualMemory,
} from '../index.ts'
import type { Span } from './style.ts'

/**
 * The shape of `psutil-native --json`. Sizes are in bytes, lengths of time in seconds, instants in milliseconds
 * since the epoch, percentages from 0 to 100. `null`: this platform does not tell, or not to this user.
 */
export interface Overview {
  /** Seconds between the two samples that the percentages come from. */
  interval: number
  /** Milliseconds since the epoch. */
  bootTime: number | null
  /** Seconds, time suspended included. */
  timeSinceBoot: number | null
  /** Seconds, time suspended excluded. */
  uptime: number | null
  /** All CPUs together. */
  cpu: CpuLoad | null
  /** Each CPU that is online, in the order of their numbers. */
  perCpu: CpuLoad[] | null
  virtualMemory: VirtualMemory | null
  swapMemory: SwapMemory | null
  /** How many processes this user can see. */
  processCount: number | null
  /** The busiest first; those with the same CPU time by memory. */
  processes: ProcessRow[] | null
}

/** What a CPU did. */
export interface CpuLoad {
  /** Busy between the samples, 0 to 100; `null` if the interval was too short to tell. */
  percent: number | null
  /** Since boot. */
  times: CpuTimes
}

/** One process. */
export interface ProcessRow {
  pid: number
  ppid: number | null
  name: string | null
  username: string | null
  status: ProcessStatus | null
  /** The arguments; empty for a thread of the kernel, `null` for a zombie. */
  cmdline: string[] | null
  /** Between the samples, in percent of one CPU: may pass 100. */
  cpuPercent: number | null
  cpuTimes: ProcessCpuTimes | null
  memoryInfo: MemoryInfo | null
  /** `memoryInfo.rss` of `virtualMemory.total`. */
  memoryPercent: number | null
  createTime: number | null
}

/** What a command found out that is answered by one look at the machine. */
export interface Report {
  /** For `--json`. */
  readonly data: object
  /** For people, in so many columns; `Infinity`: nothing is cut off. */
  view(columns: number): Span[][]
}

/** Why something is `null`. */
export interface Failure {
  readonly code: string
  readonly message: string
}
