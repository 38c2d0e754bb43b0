// Numbers and addresses as people read them.
import type { Address } from '../index.ts'

/** What stands for a part that is not known. */
export const UNKNOWN = '–'

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const

/** An address and a port: `127.0.0.1:80`, `[::1]:80`. */
export function formatEndpoint({ address, port }: Address): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

/** Bytes with one digit after the point, so that columns of them line up: `15.8 MiB`. */
export function formatBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined) return UNKNOWN
  let value = bytes
  let unit = 0
  // From 1000 on the next unit is shorter.
  while (value >= 999.95 && unit < UNITS.length - 1) {
    value /= 1024
    unit += 1
  }
  return `${value.toFixed(unit > 0 ? 1 : 0)} ${UNITS[unit]}`
}

/** A share of something, in four columns at most: `7%`. */
export function formatPercent(percent: number | null | undefined): string {
  return percent === null || percent === undefined ? UNKNOWN : `${Math.round(percent)}%`
}

/** CPU time of a process in percent of one CPU: `103.2`. */
export function formatCpu(percent: number | null): string {
  if (percent === null) return UNKNOWN
  return percent >= 999.95 ? percent.toFixed(0) : percent.toFixed(1)
}

/** A length of time by its two largest units: `3 days 4 h`, `2 h 18 min`, `45 s`. */
export function formatDuration(seconds: number | null): string {
  if (seconds === null) return UNKNOWN
  const whole = Math.max(0, Math.floor(seconds))
  const days = Math.floor(whole / 86_400)
  const hours = Math.floor(whole / 3600) % 24
  const minutes = Math.floor(whole / 60) % 60
  if (days > 0) return `${days} ${days === 1 ? 'day' : 'days'} ${hours} h`
  if (hours > 0) return `${hours} h ${minutes} min`
  return minutes > 0 ? `${minutes} min ${whole % 60} s` : `${whole} s`
}

/** An instant in the user's time zone: `2026-11-21 01:20`. */
export function formatInstant(milliseconds: number | null): string {
  if (milliseconds === null) return UNKNOWN
  const date = new Date(milliseconds)
  const two = (number: number) => String(number).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`
}
