import type { SwapMemory, VirtualMemory } from '../index.js'
import { unwrap } from './errors.ts'
import { native } from './native.ts'
import { pathsId } from './paths.ts'

export type { SwapMemory, VirtualMemory } from '../index.js'

/**
 * RAM, in bytes.
 *
 * `available` is the kernel's own estimate, and computed as the kernel does where it gives none.
 *
 * @throws {KernelDataError} if `/proc/meminfo` lacks `MemTotal` or `MemFree`
 *
 * Availability: Linux (`/proc/meminfo`).
 */
export function virtualMemory(): VirtualMemory {
  return unwrap(native.virtualMemory(pathsId()))
}

/**
 * Swap, in bytes.
 *
 * @throws {KernelDataError} if neither `/proc/meminfo` nor `sysinfo(2)` tells
 *
 * Availability: Linux (`/proc/meminfo`, `/proc/vmstat`).
 */
export function swapMemory(): SwapMemory {
  return unwrap(native.swapMemory(pathsId()))
}
