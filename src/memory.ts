import { type Cells, put, without } from './cells.ts'
import { askMachine } from './machine.ts'
import { native } from './native.ts'

/** RAM, in bytes. */
export interface VirtualMemory {
  /** All of it. */
  total: number
  /** What programs can get without swapping: free memory and caches that can be given up. */
  available: number
  /** `used` of `total`, 0 to 100. */
  percent: number
  /** `total - available`. */
  used: number
  /** Not used for anything, not even as a cache. `available` is what counts. */
  free: number
  /** Used lately. */
  active?: number | null
  /** Not used lately. */
  inactive?: number | null
  /**
   * Metadata of file systems.
   *
   * Availability: Linux, FreeBSD, OpenBSD, NetBSD.
   */
  buffers?: number | null
  /**
   * Contents of files.
   *
   * Availability: Linux, OpenBSD, NetBSD.
   */
  cached?: number | null
  /**
   * Shared memory and tmpfs.
   *
   * Availability: Linux, FreeBSD.
   */
  shared?: number | null
  /**
   * Data structures of the kernel.
   *
   * Availability: Linux.
   */
  slab?: number | null
  /**
   * Never swapped out.
   *
   * Availability: macOS, FreeBSD, OpenBSD, NetBSD.
   */
  wired?: number | null
}

/** Swap, in bytes. */
export interface SwapMemory {
  /** All of it; 0 on a machine without swap. */
  total: number
  /** `total - free`. */
  used: number
  /** Not used. */
  free: number
  /** `used` of `total`, 0 to 100. */
  percent: number
  /** Read from swap since boot; `null` where the kernel does not tell. */
  sin: number | null
  /** Written to swap since boot; `null` where the kernel does not tell. */
  sout: number | null
}

// Field by field in the order of crates/node/src/memory.rs.

function memoryFrom(cells: Cells): VirtualMemory {
  const read = {
    total: cells.number(),
    available: cells.number(),
    percent: cells.number(),
    used: cells.number(),
    free: cells.number(),
    active: cells.field(),
    inactive: cells.field(),
    buffers: cells.field(),
    cached: cells.field(),
    shared: cells.field(),
    slab: cells.field(),
  }
  const memory = without<VirtualMemory>(read.slab === undefined, read)
  put(memory, 'wired', cells)
  return memory
}

function swapFrom(cells: Cells): SwapMemory {
  return {
    total: cells.number(),
    used: cells.number(),
    free: cells.number(),
    percent: cells.number(),
    sin: cells.numberOrNull(),
    sout: cells.numberOrNull(),
  }
}

/**
 * RAM, in bytes.
 *
 * `available` is the kernel's own estimate, and computed as the kernel does where it gives none.
 *
 * @throws {KernelDataError} if `/proc/meminfo` lacks `MemTotal` or `MemFree`
 *
 * Availability: Linux (`/proc/meminfo`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function virtualMemory(): VirtualMemory {
  return askMachine(native.virtualMemory, memoryFrom)
}

/**
 * Swap, in bytes.
 *
 * @throws {KernelDataError} if neither `/proc/meminfo` nor `sysinfo(2)` tells
 *
 * Availability: Linux (`/proc/meminfo`, `/proc/vmstat`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function swapMemory(): SwapMemory {
  return askMachine(native.swapMemory, swapFrom)
}
