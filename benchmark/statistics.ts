// What is made of the times of many rounds.

/** The middle value, or halfway between the two in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The value below which this part of the values lies, between neighbours in proportion. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) * part
  const below = sorted[Math.floor(at)] ?? Number.NaN
  const above = sorted[Math.ceil(at)] ?? Number.NaN
  return below + (above - below) * (at - Math.floor(at))
}

/** A middle value, what the middle half lies between, and of how many. */
export interface Spread {
  median: number
  low: number
  high: number
  count: number
}

export function spread(values: readonly number[]): Spread {
  return {
    median: median(values),
    low: quantile(values, 0.25),
    high: quantile(values, 0.75),
    count: values.length,
  }
}

/** One by the other, round by round; rounds in which one of them did not run are left out. */
export function ratios(values: readonly (number | null)[], references: readonly (number | null)[]): number[] {
  return values.flatMap((value, round) => {
    const reference = references[round] ?? null
    return value === null || reference === null || reference <= 0 ? [] : [value / reference]
  })
}

/** The same, beginning with another one each time, so that nobody always runs after the same neighbour. */
export function rotated<Item>(items: readonly Item[], round: number): Item[] {
  const start = items.length === 0 ? 0 : round % items.length
  const turned = [...items.slice(start), ...items.slice(0, start)]
  return round % (2 * items.length) < items.length ? turned : turned.reverse()
}
