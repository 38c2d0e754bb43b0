// Numbers in words that fit a column. An unknown number is a dash.

const UNITS = ['B', 'K', 'M', 'G', 'T', 'P']

/** Bytes in at most five characters: `482M`, `1.5G`. */
export function bytes(count: number): string {
  let value = count
  let unit = 0
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1024
    unit += 1
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0
  return `${value.toFixed(digits)}${UNITS[unit]}`
}

/** A percentage with one decimal; from 100 on with none. */
export function percent(value: number | null): string {
  if (value === null) return '–'
  return value < 99.95 ? value.toFixed(1) : value.toFixed(0)
}

/** A length of time: `3d 04:05`, `04:05:06`. */
export function duration(seconds: number): string {
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0')
  const days = Math.floor(seconds / 86_400)
  const clock = `${two((seconds % 86_400) / 3600)}:${two((seconds % 3600) / 60)}`
  return days > 0 ? `${days}d ${clock}` : `${clock}:${two(seconds % 60)}`
}
