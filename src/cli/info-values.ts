// Answers of a process as people read them. What an answer means is told by its path: `memoryInfo.rss`.
import { AccessDeniedError, UnsupportedError, ZombieProcessError } from '../errors.ts'
import { formatBytes, formatDuration, formatEndpoint, formatInstant, UNKNOWN } from './format.ts'
import { harmless, LONGEST, printable } from './text.ts'

/** How answers are written. */
export interface Writing {
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Whether texts of any length are written in full. */
  readonly full: boolean
}

type Fields = Readonly<Record<string, unknown>>

/** What can be said in one word. */
export type Scalar = string | number | boolean | bigint | null | undefined

type Unit = (value: number, writing: Writing) => string

const octal: Unit = (value) => `0o${value.toString(8).padStart(3, '0')}`

/** The first that matches the path; other numbers are counts and ids. */
const UNITS: readonly (readonly [RegExp, Unit])[] = [
  [/^cpuPercent$/, (value) => `${value.toFixed(1)} % of one CPU since it started`],
  [/percent$/i, (value) => `${value.toFixed(1)} %`],
  [/^memoryMaps\w*\.(addrStart|addrEnd|offset)$/, (value) => value.toString(16)],
  [/^memoryMaps\w*\.(ino|dev)$/, String],
  [/^memory\w*(\.\w+)?$/, formatBytes],
  [/^ioCounters\.\w+(Bytes|Chars)$/, formatBytes],
  [/^limits\.(as|core|data|fsize|memlock|msgqueue|rss|stack)\./, formatBytes],
  [/^limits\.cpu\./, formatDuration],
  [/^limits\.rttime\./, (value) => `${value} µs`],
  [/^cpuTimes\.|\.(user|system)Time$/, (value) => `${value.toFixed(2)} s`],
  [
    /^createTime$/,
    (value, { now }) => `${formatInstant(value)} (${formatDuration((now - value) / 1000)} ago)`,
  ],
  [/^umask$|\.flags$/, octal],
]

/** Attributes whose `null`s say that there is none; those of all others, that it is not known. */
const NONE_IF_NULL = new Set(['exe', 'cwd', 'root', 'terminal', 'memoryExtras'])

/** A scalar. Of a text nothing reaches the terminal but letters. */
export function scalarText(path: string, value: Scalar, writing: Writing): string {
  if (value === null || value === undefined) return UNKNOWN
  if (typeof value === 'string') return value === '' ? '(empty)' : clean(value, writing)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'bigint') return String(value)
  if (value === Number.POSITIVE_INFINITY) return 'unlimited'
  const unit = UNITS.find(([pattern]) => pattern.test(path))?.[1]
  return unit?.(value, writing) ?? (Number.isInteger(value) ? String(value) : value.toFixed(2))
}

/** One of several, in quotes where it would not be seen as one otherwise. */
export function itemText(path: string, value: Scalar, writing: Writing): string {
  if (typeof value !== 'string') return scalarText(path, value, writing)
  return clean(/^[\p{L}\p{M}\p{N}_@%+=:,./~-]+$/u.test(value) ? value : quoted(value), writing)
}

/** Anything, in one line: the cell of a table. */
export function cellText(path: string, value: unknown, writing: Writing): string {
  if (isScalar(value)) return value === '' ? '' : scalarText(path, value, writing)
  if (Array.isArray(value)) return value.map((each) => cellText(path, each, writing)).join(' ')
  const { address, port, ...more } = value as Fields
  if (typeof address === 'string' && typeof port === 'number' && Object.keys(more).length === 0) {
    return clean(formatEndpoint({ address, port }), writing)
  }
  const parts = Object.entries(value as Fields)
  return parts.map(([name, part]) => `${name} ${cellText(`${path}.${name}`, part, writing)}`).join(' · ')
}

/** Why there is no answer. */
export function reasonText(name: string, error: Error | undefined): string {
  if (error instanceof ZombieProcessError) return 'gone with its memory'
  if (error instanceof AccessDeniedError) return 'access denied'
  if (error instanceof UnsupportedError) return 'not on this platform'
  if (error !== undefined) return `unknown: ${printable(error.message)}`
  return NONE_IF_NULL.has(name) ? 'none' : 'unknown'
}

/** A text that cannot steer the terminal. */
export function clean(text: string, { full }: Writing): string {
  if (full) return harmless(text)
  return text.length > LONGEST ? `${printable(text)}…` : printable(text)
}

/** Whether it can be said in one word. */
export function isScalar(value: unknown): value is Scalar {
  return typeof value !== 'object' || value === null
}

/** Whether it is a record, of whatever. */
export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** As a shell would read it back. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
