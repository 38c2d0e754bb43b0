// What a process does: on CPUs, in threads, with storage.
import type { Table } from '../../index.js'
import { native } from '../native.ts'
import { Columns } from '../table.ts'
import { ask, askRecord } from './known.ts'
import { Owned } from './owned.ts'
import {
  type CpuUse,
  type CtxSwitches,
  cpuTimesFrom,
  cpuUseFrom,
  ctxSwitchesFrom,
  type IoCounters,
  ioCountersFrom,
  type PageFaults,
  type ProcessCpuTimes,
  pageFaultsFrom,
} from './records.ts'

/** One thread. */
export interface ThreadInfo {
  /** Its number, unique among the numbers of processes too on Linux. */
  id: number
  /**
   * What it calls itself, cut off by the kernel after 15 bytes.
   *
   * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
   */
  name?: string
  /** Seconds in user mode. */
  userTime: number
  /** Seconds in kernel mode. */
  systemTime: number
}

/**
 * User and system time of a process in percent of one CPU since the previous call for this object; at the first call
 * since the process started. @internal
 */
export let cpuPercentOf: (process: Measured) => number

/** What a process did between two looks, in percent of one CPU. @internal */
export function cpuPercentBetween(before: Pick<CpuUse, 'cpu' | 'now'>, after: CpuUse): number {
  const elapsed = after.now - before.now
  return elapsed > 0 ? (Math.max(0, after.cpu - before.cpu) / elapsed) * 100 : 0
}

/** What a process did since it started, in percent of one CPU. @internal */
export function cpuPercentSinceStart(use: CpuUse): number {
  return cpuPercentBetween({ cpu: 0, now: use.now - use.age }, use)
}

/** CPU time to compare with that of another moment. @internal */
export function cpuUseOf(process: Measured): CpuUse {
  return askRecord(process, native.processCpuUse, cpuUseFrom)
}

/** Threads as objects. @internal */
export function threadsOf(table: Table): ThreadInfo[] {
  const columns = new Columns(table)
  return columns.rows((row) => ({
    id: columns.number(0, row),
    name: columns.text(0, row),
    userTime: columns.number(1, row),
    systemTime: columns.number(2, row),
  }))
}

/** Time on CPUs, threads, page faults, reads and writes. */
export abstract class Measured extends Owned {
  #before: CpuUse | undefined

  static {
    cpuPercentOf = (process) => {
      const after = cpuUseOf(process)
      const before = process.#before
      process.#before = after
      return before === undefined ? cpuPercentSinceStart(after) : cpuPercentBetween(before, after)
    }
  }

  /** Time spent on a CPU, in seconds. */
  cpuTimes(): ProcessCpuTimes {
    return askRecord(this, native.processCpuTimes, cpuTimesFrom)
  }

  /**
   * The CPU that it runs on or ran on last.
   *
   * Availability: Linux, FreeBSD, OpenBSD, NetBSD.
   */
  cpuNum(): number | null {
    return ask(this, native.processCpuNum)
  }

  /**
   * How often it was taken off its CPU since it started. On Linux that of its first thread: the kernel keeps no
   * count for all of them.
   */
  numCtxSwitches(): CtxSwitches {
    return askRecord(this, native.processNumCtxSwitches, ctxSwitchesFrom)
  }

  /** How many threads it has. */
  numThreads(): number {
    return ask(this, native.processNumThreads)
  }

  /** The threads in the order of their numbers. Those that end meanwhile are left out. */
  threads(): ThreadInfo[] {
    return threadsOf(ask(this, native.processThreads))
  }

  /** Page faults since it started. */
  pageFaults(): PageFaults {
    return askRecord(this, native.processPageFaults, pageFaultsFrom)
  }

  /**
   * Reads and writes since it started, those of children that it has waited for included on Linux.
   *
   * Availability: Linux, FreeBSD, OpenBSD, NetBSD.
   *
   * @throws {AccessDeniedError} for processes of other users
   */
  ioCounters(): IoCounters {
    return askRecord(this, native.processIoCounters, ioCountersFrom)
  }
}
