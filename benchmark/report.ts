// Tables in Markdown.
import { type Figures, FLOOR, OURS, type Row, type Unit } from './contender.ts'
import type { Verdict } from './goals.ts'
import { ratios, type Spread, spread } from './statistics.ts'

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
  const values = figures.rounds.filter((value) => value !== null)
  if (floor === undefined || figures.name === FLOOR) {
    return within(spread(values), (value) => withUnit(value, row.unit), row)
  }
  return within(spread(ratios(figures.rounds, floor.rounds)), times, row)
}

/** The middle, and between what the middle half lies; how many rounds there were, if not as many as others had. */
function within(of: Spread, text: (value: number) => string, row: Row): string {
  if (of.count === 0) return '–'
  const most = Math.max(...row.contenders.map(({ rounds }) => rounds.filter((each) => each !== null).length))
  if (of.count === 1) return text(of.median)
  const fewer = of.count < most ? `; ${of.count} rounds` : ''
  return `${text(of.median)} (${bare(text(of.low))}–${bare(text(of.high))}${fewer})`
}

/** A figure without its unit. */
function bare(text: string): string {
  return text.replace(/^(-?[\d.]+)× ?$/, '$1')
}

function times(ratio: number): string {
  return `${digits(ratio)}×`
}

/** About three digits that mean something. */
export function digits(value: number): string {
  const size = Math.abs(value)
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2)
}

export function withUnit(value: number, unit: Unit): string {
  if (unit === 'share of a CPU') return `${digits(value * 100)} %`
  const steps =
    unit === 'bytes'
      ? [['B', 1] as const, ['KB', 1024] as const, ['MB', 1024 ** 2] as const]
      : [['ns', 1] as const, ['µs', 1e3] as const, ['ms', 1e6] as const, ['s', 1e9] as const]
  const size = Math.abs(value)
  const [name, step] = steps.findLast(([, each]) => size >= each) ?? steps[0] ?? ['', 1]
  return `${digits(value / step)} ${name}`
}

/** The goals as a table: those that were missed are set in bold. */
export function goalTable(verdicts: readonly Verdict[], rows: readonly Row[]): string {
  const lines = verdicts.map(({ goal, got, reached }) => {
    const unit = rows.find(({ name }) => name === goal.row)?.unit ?? 'nanoseconds'
    const text = (value: number) => (goal.against === undefined ? withUnit(value, unit) : times(value))
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
