// Counters that begin again at 0 when they are full, as those of 32 bits do, made to go on.
import { isOn } from './arguments.ts'
import type { Feature } from './availability.ts'
import { pathsId } from './paths.ts'

/** Counters by name; what is unknown or absent stays so. */
type Counters<Row> = { [Name in keyof Row]?: number | null }

/** A row as the kernel last gave it, and what each of its counters had lost by then. */
interface Seen {
  raw: Record<string, number | null>
  lost: Record<string, number>
}

/** All that remember counters, to be cleared together. */
const all = new Set<Nowrap>()

/** Remembers counters by row and field, to see when one has begun again. @internal */
export class Nowrap {
  #seen = new Map<string, Seen>()

  constructor() {
    all.add(this)
  }

  /**
   * Copies of the rows, with what their counters lost at each wrap added. The rows themselves are kept, and
   * must not be changed afterwards.
   *
   * A row that is missing is forgotten: if it comes back, it is another device.
   */
  correct<Row extends Counters<Row>>(rows: Record<string, Row>): Record<string, Row> {
    const seen = new Map<string, Seen>()
    const corrected: Record<string, Row> = Object.create(null)
    for (const key of Object.keys(rows)) {
      const raw = rows[key] as Row & Record<string, number | null>
      const before = this.#seen.get(key)
      const lost = { ...before?.lost }
      const row: Record<string, number | null> = { ...raw }
      for (const field of Object.keys(raw)) {
        const value = raw[field] ?? null
        const last = before?.raw[field] ?? null
        if (value === null) continue
        if (last !== null && value < last) lost[field] = (lost[field] ?? 0) + last
        row[field] = value + (lost[field] ?? 0)
      }
      seen.set(key, { raw, lost })
      corrected[key] = row as Row
    }
    this.#seen = seen
    return corrected
  }

  /** Forgets everything. */
  clear(): void {
    this.#seen.clear()
  }
}

const caches = new Map<string, Nowrap>()

/**
 * What is remembered for one function, seen through the present paths: the counters of a made-up tree have not
 * wrapped because the machine's are higher. @internal
 */
export function nowrapOf(feature: Feature): Nowrap {
  const key = `${feature} ${pathsId()}`
  const cache = caches.get(key) ?? new Nowrap()
  caches.set(key, cache)
  return cache
}

/** How counters of disks and of the network are wanted. */
export interface NowrapOptions {
  /**
   * `true` (the default): a counter that is lower than at the last call has begun again at 0, and goes on from
   * where it was. `false`: as the kernel gives it.
   */
  nowrap?: boolean | undefined
}

/** Whether wraps are to be corrected. @internal */
export function wantsNowrap(options: NowrapOptions): boolean {
  return isOn(options, 'nowrap', true)
}

/**
 * Forgets what the counters of disks and of the network were at the last call: the next one gives them as the
 * kernel does.
 */
export function clearIoCountersCache(): void {
  for (const each of all) each.clear()
}
