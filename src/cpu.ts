import type { CpuTimes } from '../index.js'
import { unwrap } from './errors.ts'
import { native } from './native.ts'
import { pathsId } from './paths.ts'

export type { CpuTimes } from '../index.js'

/**
 * What all CPUs together did since boot, in seconds.
 *
 * @throws {KernelDataError} if `/proc/stat` has no line for all CPUs
 *
 * Availability: Linux (`/proc/stat`).
 */
export function cpuTimes(): CpuTimes {
  return unwrap(native.cpuTimes(pathsId()))
}

/**
 * What each CPU that is online did since boot, in seconds, in the order of their numbers.
 *
 * @throws {KernelDataError} if `/proc/stat` is cut off
 *
 * Availability: Linux (`/proc/stat`).
 */
export function percpuTimes(): CpuTimes[] {
  return unwrap(native.percpuTimes(pathsId()))
}
