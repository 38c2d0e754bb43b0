// What a process uses: CPUs, memory, storage.
import type {
  CpuUse,
  CtxSwitches,
  IoCounters,
  MemoryExtras,
  MemoryInfo,
  PageFaults,
  ProcessCpuTimes,
} from '../../index.js'
import { invalidValue } from '../arguments.ts'
import { native } from '../native.ts'
import { Columns } from '../table.ts'
import { ask } from './known.ts'
import { Owned } from './owned.ts'

/** One thread. */
export interface ThreadInfo {
  /** Its number, unique among the numbers of processes too on Linux. */
  id: number
  /**
   * What it calls itself, cut off by the kernel after 15 bytes.
   *
   * Availability: Linux.
   */
  name?: string
  /** Seconds in user mode. */
  userTime: number
  /** Seconds in kernel mode. */
  systemTime: number
}

/** A field of what is known about memory. */
export type MemoryField = keyof MemoryInfo | keyof MemoryExtras

/** Which fields each getter of memory has, the cheapest first. */
const MEMORY_FIELDS = {
  memoryInfo: ['rss', 'vms', 'shared', 'text', 'data', 'stack', 'peakRss'],
  memoryExtras: ['peakRss', 'peakVms', 'rssAnon', 'rssFile', 'rssShmem', 'swap', 'hugetlb', 'locked'],
} satisfies Partial<Record<keyof Measured, MemoryField[]>>
const MEMORY_GETTERS = ['memoryInfo', 'memoryExtras'] as const

/** Time on CPUs, memory, page faults, reads and writes. */
export abstract class Measured extends Owned {
  #before: CpuUse | undefined

  /** Time spent on a CPU, in seconds. */
  cpuTimes(): ProcessCpuTimes {
    return ask(this, native.processCpuTimes)
  }

  /**
   * User and system time in percent of one CPU since the previous call on this object; at the first call since
   * the process started. A process with several threads may pass 100.
   */
  cpuPercent(): number {
    const now = ask(this, native.processCpuUse)
    const before = this.#before ?? { cpu: 0, now: now.now - now.age }
    this.#before = now
    const elapsed = now.now - before.now
    return elapsed > 0 ? (Math.max(0, now.cpu - before.cpu) / elapsed) * 100 : 0
  }

  /**
   * The CPU that it runs on or ran on last.
   *
   * Availability: Linux.
   */
  cpuNum(): number | null {
    return ask(this, native.processCpuNum)
  }

  /**
   * How often it was taken off its CPU since it started. On Linux that of its first thread: the kernel keeps no
   * count for all of them.
   */
  numCtxSwitches(): CtxSwitches {
    return ask(this, native.processNumCtxSwitches)
  }

  /** How many threads it has. */
  numThreads(): number {
    return ask(this, native.processNumThreads)
  }

  /** The threads in the order of their numbers. Those that end meanwhile are left out. */
  threads(): ThreadInfo[] {
    const columns = new Columns(ask(this, native.processThreads))
    return columns.rows((row) => ({
      id: columns.number(0, row),
      name: columns.text(0, row),
      userTime: columns.number(1, row),
      systemTime: columns.number(2, row),
    }))
  }

  /** Memory, in bytes; all 0 for a zombie and for a thread of the kernel, which have none. */
  memoryInfo(): MemoryInfo {
    return ask(this, native.processMemoryInfo)
  }

  /**
   * More about its memory, in bytes, and no dearer. All `null` for a zombie and for a thread of the kernel,
   * which have none.
   *
   * Availability: Linux.
   */
  memoryExtras(): MemoryExtras {
    return ask(this, native.processMemoryExtras)
  }

  /**
   * How much of the machine's RAM it has, in percent: by default of `rss`, else of any field of `memoryInfo` and
   * `memoryExtras`. `null` where that field is.
   *
   * @throws {TypeError} if this platform has no such field
   */
  memoryPercent(): number
  memoryPercent(field: MemoryField): number | null
  memoryPercent(field: MemoryField = 'rss'): number | null {
    const bytes = this.#memoryField(field)
    return bytes === null ? null : (bytes / ask(this, native.processMemoryTotal)) * 100
  }

  #memoryField(field: MemoryField): number | null {
    for (const getter of MEMORY_GETTERS) {
      const names: readonly MemoryField[] = MEMORY_FIELDS[getter]
      if (!names.includes(field)) continue
      const fields: Partial<Record<MemoryField, number | null>> = this[getter]()
      const bytes = fields[field]
      if (bytes !== undefined) return bytes
    }
    const names = new Set(
      Object.values(MEMORY_FIELDS)
        .flat()
        .map((name) => `'${name}'`),
    )
    throw invalidValue('field', `one of ${[...names].join(', ')} that this platform has`, field)
  }

  /** Page faults since it started. */
  pageFaults(): PageFaults {
    return ask(this, native.processPageFaults)
  }

  /**
   * Reads and writes since it started, those of children that it has waited for included on Linux.
   *
   * @throws {AccessDeniedError} for processes of other users
   */
  ioCounters(): IoCounters {
    return ask(this, native.processIoCounters)
  }
}
