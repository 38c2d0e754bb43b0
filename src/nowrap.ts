// Counters that begin again at 0 when they are full, as those of 32 bits do, made to go on.
import { checkBoolean, checkOptions } from './arguments.ts'
import { pathsId } from './paths.ts'

/** A counter as the kernel last gave it, and all that it had lost by then. */
interface Counter {
  raw: number
  offset: number
}

/** Counters by name; what is unknown or absent stays so. */
type Counters<Row> = { [Name in keyof Row]?: number | null }

/** Remembers counters by row and field, to see when one has begun again. @internal */
export class Nowrap {
  #known = new Map<string, Map<string, Counter>>()

  /**
   * The rows with what their counters lost at each wrap added.
   *
   * A row that is missing is forgotten: if it comes back, it is another device.
   */
  correct<Row extends Counters<Row>>(rows: Record<string, Row>): Record<string, Row> {
    const known = new Map<string, Map<string, Counter>>()
    const corrected: Record<string, Row> = Object.create(null)
    for (const [key, row] of Object.entries(rows)) {
      const before = this.#known.get(key)
      const counters = new Map<string, Counter>()
      const values = Object.entries<number | null>(row as Record<string, number | null>)
      corrected[key] = Object.fromEntries(
        values.map(([field, raw]) => [field, raw === null ? null : count(counters, field, raw, before)]),
      ) as Row
      known.set(key, counters)
    }
    this.#known = known
    return corrected
  }

  /** Forgets everything. */
  clear(): void {
    this.#known.clear()
  }
}

/** Notes what a counter is now, and says what it would be had it never begun again. */
function count(
  counters: Map<string, Counter>,
  field: string,
  raw: number,
  known?: Map<string, Counter>,
): number {
  const before = known?.get(field)
  const lost = before !== undefined && raw < before.raw ? before.raw : 0
  const offset = (before?.offset ?? 0) + lost
  counters.set(field, { raw, offset })
  return raw + offset
}

const caches = new Map<string, Nowrap>()

/**
 * What is remembered about one kind of counters, seen through the present paths: those of a made-up tree have
 * not wrapped because the machine's are higher. @internal
 */
export function nowrapOf(kind: 'disk' | 'net'): Nowrap {
  const key = `${kind} ${pathsId()}`
  const cache = caches.get(key) ?? new Nowrap()
  caches.set(key, cache)
  return cache
}

/** How counters of disks and of the network are wanted. */
export interface IoCountersOptions {
  /**
   * `true` (the default): a counter that is lower than at the last call has begun again at 0, and goes on from
   * where it was. `false`: as the kernel gives it.
   */
  nowrap?: boolean | undefined
}

/** Whether wraps are to be corrected. @internal */
export function wantsNowrap(options: IoCountersOptions): boolean {
  checkOptions(options)
  const { nowrap = true } = options
  checkBoolean('options.nowrap', nowrap)
  return nowrap
}

/**
 * Forgets what the counters of disks and of the network were at the last call: the next one gives them as the
 * kernel does.
 */
export function clearIoCountersCache(): void {
  caches.clear()
}
