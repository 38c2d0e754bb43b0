// Counters that begin again at 0 when they are full, as those of 32 bits do, made to go on.
import { isOn } from './arguments.ts'
import type { Feature } from './availability.ts'
import { pathsId } from './paths.ts'

/** All that remember counters, to be cleared together. */
const all = new Set<Nowrap>()

/** Remembers counters by row and column, to see when one has begun again. @internal */
export class Nowrap {
  #names: readonly string[] = []
  /** The counters as the kernel last gave them. */
  #last = new Float64Array()
  /** What each of them had lost by then. */
  #lost = new Float64Array()

  constructor() {
    all.add(this)
  }

  /**
   * Adds to so many counters of each row what they lost at each wrap. What is no number stays so, and what was lost
   * is not forgotten meanwhile.
   *
   * A row that is missing is forgotten: if it comes back, it is another device.
   */
  correct(names: readonly string[], numbers: Float64Array, width: number): void {
    if (names !== this.#names) this.#follow(names, width)
    const [last, lost] = [this.#last, this.#lost]
    for (let at = 0; at < last.length; at += 1) {
      const [now, before] = [numbers[at] ?? Number.NaN, last[at] ?? Number.NaN]
      if (now < before) lost[at] = (lost[at] ?? 0) + before
      last[at] = now
      numbers[at] = now + (lost[at] ?? 0)
    }
  }

  /** Moves what is remembered to the places of the rows. */
  #follow(names: readonly string[], width: number): void {
    const places = new Map(this.#names.map((name, row) => [name, row * width]))
    const last = new Float64Array(names.length * width).fill(Number.NaN)
    const lost = new Float64Array(names.length * width)
    for (const [row, name] of names.entries()) {
      const from = places.get(name)
      if (from === undefined) continue
      last.set(this.#last.subarray(from, from + width), row * width)
      lost.set(this.#lost.subarray(from, from + width), row * width)
    }
    this.#names = names
    this.#last = last
    this.#lost = lost
  }

  /** Forgets everything. */
  clear(): void {
    this.#names = []
  }
}

const caches = new Map<Feature, Nowrap[]>()

/**
 * What is remembered for one function, seen through the present paths: the counters of a made-up tree have not
 * wrapped because the machine's are higher. @internal
 */
export function nowrapOf(feature: Feature): Nowrap {
  let byPaths = caches.get(feature)
  if (byPaths === undefined) {
    byPaths = []
    caches.set(feature, byPaths)
  }
  const paths = pathsId()
  byPaths[paths] ??= new Nowrap()
  return byPaths[paths]
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
