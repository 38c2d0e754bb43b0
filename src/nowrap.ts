// Counters that never go back, although those of the kernel do: drivers count with 32 bits, or begin anew.

/** What one counter was the last time, and what was lost up to then. */
interface Counter {
  last: number
  lost: number
}

/** Everything that remembers counters, to be cleared together. */
const memories = new Set<Nowrap>()

/**
 * Forgets what the counters of disks and interfaces were: the next are as the kernel counts them.
 *
 * The functions with the option `nowrap` add what a counter had reached whenever it starts from the beginning.
 */
export function clearIoCountersCache(): void {
  for (const memory of memories) memory.clear()
}

/** Remembers counters, and corrects those that went back. @internal */
export class Nowrap {
  #known = new Map<string, Map<string, Counter>>()

  constructor() {
    memories.add(this)
  }

  /**
   * The counters with all that they lost. A row that was not there the last time is new, also if it was there
   * before that.
   */
  correct<Row extends { [Field in keyof Row]: number }>(rows: Record<string, Row>): Record<string, Row> {
    const known = this.#known
    this.#known = new Map()
    const corrected = Object.create(null) as Record<string, Row>
    for (const [name, row] of Object.entries(rows)) {
      const counters = new Map<string, Counter>()
      const fields = Object.entries<number>(row).map(([field, raw]) => {
        const counter = next(known.get(name)?.get(field), raw)
        counters.set(field, counter)
        return [field, raw + counter.lost]
      })
      corrected[name] = Object.fromEntries(fields) as Row
      this.#known.set(name, counters)
    }
    return corrected
  }

  /** Forgets everything. */
  clear(): void {
    this.#known = new Map()
  }
}

function next(known: Counter | undefined, raw: number): Counter {
  if (known === undefined) return { last: raw, lost: 0 }
  return { last: raw, lost: raw < known.last ? known.lost + known.last : known.lost }
}
