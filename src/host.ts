import { unwrap } from './errors.ts'
import { native } from './native.ts'
import { pathsId } from './paths.ts'

/**
 * When the machine started, in milliseconds since the epoch: `new Date(bootTime())`.
 *
 * It moves when the clock is set, as the present time does.
 *
 * Availability: Linux (`CLOCK_REALTIME` − `CLOCK_BOOTTIME`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function bootTime(): number {
  return unwrap(native.bootTime(pathsId()))
}

/**
 * Seconds since the machine started, time suspended included.
 *
 * Availability: Linux (`CLOCK_BOOTTIME`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function timeSinceBoot(): number {
  return unwrap(native.timeSinceBoot(pathsId()))
}

/**
 * Seconds the machine has been running, time suspended excluded.
 *
 * Availability: Linux (`CLOCK_MONOTONIC`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function uptime(): number {
  return unwrap(native.uptime(pathsId()))
}
