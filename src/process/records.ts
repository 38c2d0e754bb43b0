// What a process tells in numbers, as records: field by field in the order in which
// crates/node/src/process/records.rs writes them.
import { type Cells, put } from '../cells.ts'

/** User ids. */
export interface Uids {
  /** Who started the process. */
  real: number
  /** Whose rights it has. */
  effective: number
  /** Whose rights it may take back. */
  saved: number
}

/** Group ids. */
export interface Gids {
  /** The group of who started the process. */
  real: number
  /** Whose rights it has. */
  effective: number
  /** Whose rights it may take back. */
  saved: number
}

/** Time that a process spent on a CPU, in seconds. */
export interface ProcessCpuTimes {
  /** In user mode. */
  user: number
  /** In kernel mode. */
  system: number
  /** In user mode, by children that have been waited for; on OpenBSD and NetBSD in kernel mode as well. */
  childrenUser: number
  /** In kernel mode, by children that have been waited for; on OpenBSD and NetBSD in user mode as well. */
  childrenSystem: number
  /**
   * Waiting for block I/O; `null` unless the kernel counts it (`kernel.task_delayacct=1`).
   *
   * Availability: Linux.
   */
  iowait?: number | null
}

/** CPU time and the clocks to compare it with, in seconds. @internal */
export interface CpuUse {
  /** User and system time since the process started. */
  cpu: number
  /** Now, on a clock that is never set. */
  now: number
  /** Since the process started. */
  age: number
}

/** How often a process was taken off its CPU. */
export interface CtxSwitches {
  /** For whatever reason. */
  total: number
  /**
   * It waited for something.
   *
   * Availability: Linux, FreeBSD, OpenBSD, NetBSD.
   */
  voluntary?: number
  /**
   * Its time was up.
   *
   * Availability: Linux, FreeBSD, OpenBSD, NetBSD.
   */
  involuntary?: number
}

/** Page faults since the process started. */
export interface PageFaults {
  /** Served from memory. */
  minor: number
  /** Served from storage. */
  major: number
}

/** Reads and writes since the process started. `null`: this kernel does not count it. */
export interface IoCounters {
  /** Read calls; on FreeBSD, OpenBSD and NetBSD those that fetched blocks from storage. */
  readCount: number | null
  /** Write calls; on FreeBSD, OpenBSD and NetBSD those that sent blocks to storage. */
  writeCount: number | null
  /** Bytes fetched from storage. */
  readBytes: number | null
  /** Bytes sent to storage. */
  writeBytes: number | null
  /**
   * Bytes that read calls returned, from wherever: storage, cache, pipes, terminals.
   *
   * Availability: Linux.
   */
  readChars?: number | null
  /**
   * Bytes handed to write calls.
   *
   * Availability: Linux.
   */
  writeChars?: number | null
}

/** Memory of a process, in bytes. */
export interface MemoryInfo {
  /** In RAM: the resident set. */
  rss: number
  /** All of the address space. */
  vms: number
  /**
   * In RAM and possibly shared with others: files and shared memory.
   *
   * Availability: Linux.
   */
  shared?: number | null
  /**
   * Code.
   *
   * Availability: Linux, FreeBSD, OpenBSD, NetBSD.
   */
  text?: number | null
  /**
   * Data; on Linux with the stack.
   *
   * Availability: Linux, FreeBSD, OpenBSD, NetBSD.
   */
  data?: number | null
  /**
   * Stack.
   *
   * Availability: FreeBSD, OpenBSD, NetBSD.
   */
  stack?: number | null
  /**
   * The most that was ever in RAM.
   *
   * Availability: FreeBSD, OpenBSD, NetBSD.
   */
  peakRss?: number | null
}

/**
 * More about the memory of a process, in bytes. All `null` for what has none: zombies, threads of the kernel. macOS
 * tells `locked` alone.
 */
export interface MemoryExtras {
  /** The most that was ever in RAM. */
  peakRss: number | null
  /**
   * The largest that the address space ever was.
   *
   * Availability: Linux.
   */
  peakVms?: number | null
  /** In RAM and backed by nothing: heap, stacks. */
  rssAnon: number | null
  /** In RAM and backed by files. */
  rssFile: number | null
  /**
   * In RAM and shared: tmpfs, System V shared memory, shared anonymous mappings.
   *
   * Availability: Linux.
   */
  rssShmem?: number | null
  /**
   * Swapped out, shared memory not counted.
   *
   * Availability: Linux.
   */
  swap?: number | null
  /**
   * Huge pages of hugetlbfs, which `rss` does not count.
   *
   * Availability: Linux.
   */
  hugetlb?: number | null
  /**
   * Locked into RAM: `mlock(2)`.
   *
   * Availability: Linux, macOS.
   */
  locked?: number | null
}

/** What a process would give back if it ended, and what it shares. In bytes. */
export interface MemoryFootprint {
  /** In RAM and nobody else's: the unique set size. What ending the process would free. */
  uss: number
  /**
   * In RAM, of what is shared by n processes an nth: the proportional set size.
   *
   * Availability: Linux.
   */
  pss?: number | null
  /**
   * Swapped out.
   *
   * Availability: Linux.
   */
  swap?: number | null
  /**
   * In RAM and somebody else's too.
   *
   * Availability: Linux.
   */
  shared?: number | null
}

/**
 * What `memoryFullInfo` adds to `memoryInfo`, in bytes; all `null` of a zombie. FreeBSD, OpenBSD and NetBSD tell nothing of
 * it.
 */
export interface MemoryFullExtras {
  /**
   * Code of libraries.
   *
   * Availability: Linux.
   */
  lib?: number | null
  /**
   * In RAM and not written to storage yet.
   *
   * Availability: Linux.
   */
  dirty?: number | null
  /**
   * In RAM and nobody else's: the unique set size. What ending the process would free.
   *
   * Availability: Linux, macOS.
   */
  uss?: number | null
  /**
   * In RAM, of what is shared by n processes an nth: the proportional set size.
   *
   * Availability: Linux.
   */
  pss?: number | null
  /**
   * Swapped out.
   *
   * Availability: Linux.
   */
  swap?: number | null
}

/** All about memory that does not need a list of mappings, in bytes. */
export interface MemoryFullInfo extends MemoryInfo, MemoryFullExtras {}

/** Whose it is. @internal */
export function idsFrom(cells: Cells): Uids & Gids {
  return { real: cells.number(), effective: cells.number(), saved: cells.number() }
}

/** Time on CPUs. @internal */
export function cpuTimesFrom(cells: Cells): ProcessCpuTimes {
  const times: ProcessCpuTimes = {
    user: cells.number(),
    system: cells.number(),
    childrenUser: cells.number(),
    childrenSystem: cells.number(),
  }
  const iowait = cells.field()
  if (iowait !== undefined) times.iowait = iowait
  return times
}

/** CPU time to compare with that of another moment. @internal */
export function cpuUseFrom(cells: Cells): CpuUse {
  return { cpu: cells.number(), now: cells.number(), age: cells.number() }
}

/** Switches. @internal */
export function ctxSwitchesFrom(cells: Cells): CtxSwitches {
  const switches: CtxSwitches = { total: cells.number() }
  put(switches, 'voluntary', cells)
  put(switches, 'involuntary', cells)
  return switches
}

/** Page faults. @internal */
export function pageFaultsFrom(cells: Cells): PageFaults {
  return { minor: cells.number(), major: cells.number() }
}

/** Reads and writes. @internal */
export function ioCountersFrom(cells: Cells): IoCounters {
  const counters: IoCounters = {
    readCount: cells.numberOrNull(),
    writeCount: cells.numberOrNull(),
    readBytes: cells.numberOrNull(),
    writeBytes: cells.numberOrNull(),
  }
  put(counters, 'readChars', cells)
  put(counters, 'writeChars', cells)
  return counters
}

/** Memory. Written out, since nothing is read more often. @internal */
export function memoryInfoFrom(cells: Cells): MemoryInfo {
  const info: MemoryInfo = { rss: cells.number(), vms: cells.number() }
  const shared = cells.field()
  if (shared !== undefined) info.shared = shared
  const text = cells.field()
  if (text !== undefined) info.text = text
  const data = cells.field()
  if (data !== undefined) info.data = data
  const stack = cells.field()
  if (stack !== undefined) info.stack = stack
  const peakRss = cells.field()
  if (peakRss !== undefined) info.peakRss = peakRss
  return info
}

/** More about memory. @internal */
export function memoryExtrasFrom(cells: Cells): MemoryExtras {
  const peakRss = cells.numberOrNull()
  const peakVms = cells.field()
  const extras: MemoryExtras = { peakRss, rssAnon: cells.numberOrNull(), rssFile: cells.numberOrNull() }
  if (peakVms !== undefined) extras.peakVms = peakVms
  put(extras, 'rssShmem', cells)
  put(extras, 'swap', cells)
  put(extras, 'hugetlb', cells)
  put(extras, 'locked', cells)
  return extras
}

/** What it would give back. @internal */
export function memoryFootprintFrom(cells: Cells): MemoryFootprint {
  const footprint: MemoryFootprint = { uss: cells.number() }
  put(footprint, 'pss', cells)
  put(footprint, 'swap', cells)
  put(footprint, 'shared', cells)
  return footprint
}

/** Memory and footprint. @internal */
export function memoryFullInfoFrom(cells: Cells): MemoryFullInfo {
  const info: MemoryFullInfo = memoryInfoFrom(cells)
  put(info, 'lib', cells)
  put(info, 'dirty', cells)
  put(info, 'uss', cells)
  put(info, 'pss', cells)
  put(info, 'swap', cells)
  return info
}
