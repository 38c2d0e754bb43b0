// Tables in Markdown.
import { type Figures, FLOOR, OURS, type Row, type Unit } from './contender.ts'
import type { Verdict } from './goals.ts'
import { median, ratios, spread } from './statistics.ts'

/** A table for each group: the floor as a time, all others in proportion to it. */
export function tables(rows: readonly Row[]): string {
  const groups = Array.from(new Set(rows.map(({ group }) => group)))
  const inGroup = (wanted: string) => rows.filter(({ group }) => group === wanted)
  return groups.map((group) => `### ${group}\n\n${table(inGroup(group))}`).join('\n\n')
}

function table(rows: readonly Row[]): string {
  const named = rows.flatMap(({ contenders }) => contenders.map(({ name }) => name))
  const names = Array.from(new Set([FLOOR, OURS, ...named])).filter((name) => named.includes(name))
  const own = names.filter((name) => name.startsWith(OURS))
  const columns = [
    ...names.filter((name) => name === FLOOR),
    ...own,
    ...names.filter((name) => name !== FLOOR && !own.includes(name)),
  ]
  const lines = rows.map((row) => [
    row.name,
    ...columns.map((name) =>
      cell(
        row,
        row.contenders.find((each) => each.name === name),
      ),
    ),
  ])
  return markdown(['', ...columns], lines)
}

export function markdown(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const rule = head.map((_, at) => (at === 0 ? '---' : '---:'))
  return [head, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** What one contender took. */
export function cell(row: Row, figures: Figures | undefined): string {
  if (figures === undefined) return '–'
  const floor = row.contenders.find(({ name }) => name === FLOOR)
  if (floor === undefined || figures.name === FLOOR) {
    const values = figures.rounds.filter((value) => value !== null)
    return within(values, row, scale(median(values), row.unit))
  }
  return within(ratios(figures.rounds, floor.rounds), row, TIMES)
}

/** A unit by its name, and what one of it is. */
type Scale = readonly [name: string, one: number]

const TIMES: Scale = ['×', 1]
const TIME: readonly Scale[] = [
  [' ns', 1],
  [' µs', 1e3],
  [' ms', 1e6],
  [' s', 1e9],
]
const MEMORY: readonly Scale[] = [
  [' B', 1],
  [' KB', 1024],
  [' MB', 1024 ** 2],
]

/** The unit in which a figure has the fewest digits. */
function scale(value: number, unit: Unit): Scale {
  const scales = unit === 'bytes' ? MEMORY : TIME
  return scales.findLast(([, one]) => Math.abs(value) >= one) ?? scales[0] ?? ['', 1]
}

/** The middle, and between what the middle half lies; how many rounds there were, if not as many as others had. */
function within(values: readonly number[], row: Row, [unit, one]: Scale): string {
  if (values.length === 0) return '–'
  const { median, low, high, count } = spread(values.map((value) => value / one))
  if (count === 1) return `${digits(median)}${unit}`
  const counts = row.contenders.map(({ rounds }) => rounds.filter((each) => each !== null).length)
  const fewer = count < Math.max(...counts) ? `; ${count} rounds` : ''
  return `${digits(median)}${unit} (${digits(low)}–${digits(high)}${fewer})`
}

/** About three digits that mean something. */
export function digits(value: number): string {
  const size = Math.abs(value)
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2)
}

export function withUnit(value: number, unit: Unit): string {
  const [name, one] = scale(value, unit)
  return `${digits(value / one)}${name}`
}

/** The goals as a table: those that were missed are set in bold. */
export function goalTable(verdicts: readonly Verdict[], rows: readonly Row[]): string {
  const lines = verdicts.map(({ goal, got, reached }) => {
    const unit = rows.find(({ name }) => name === goal.row)?.unit ?? 'nanoseconds'
    const text = (value: number) => (goal.against === undefined ? withUnit(value, unit) : `${digits(value)}×`)
    const { contender = OURS, against, atMost, timesAsFast } = goal
    const wanted =
      timesAsFast === undefined
        ? `at most ${text(atMost ?? 0)}${against === undefined ? '' : ` of ${against}`}`
        : `${digits(timesAsFast)} times as fast as ${against}`
    const answer = reached === null ? 'not measured' : reached ? 'reached' : '**missed**'
    return [goal.row, contender, wanted, got === null ? '–' : text(got), answer]
  })
  return markdown(['', 'who', 'goal', 'got', ''], lines)
}
