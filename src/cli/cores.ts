// One bar for each core, as many side by side as it takes.
import { bar, level } from './bar.ts'
import { formatPercent } from './format.ts'
import { type Span, span } from './style.ts'

/** Columns between two cells. */
const GAP = 2

/** The least that still is a bar. */
const SHORTEST_BAR = 4

/** As many lines as cores may take before a second column is begun. */
const LINES_BEFORE_COLUMNS = 4

/** The room that the cores have. */
export interface Room {
  readonly columns: number
  /** Columns at the left where no bar is to begin: those of the labels of other bars. */
  readonly indent: number
  readonly lines: number
}

/** The cores in columns, read downwards; in one letter each if they do not fit otherwise. */
export function cores(percents: readonly (number | null)[], room: Room): Span[][] {
  const label = String(Math.max(0, percents.length - 1)).length
  const indent = Math.max(0, room.indent - label - 1)
  const available = room.columns - indent
  // Label, bar and `100%` with a space between each.
  const around = label + 1 + 1 + 4
  const most = Math.max(1, Math.floor((available + GAP) / (around + SHORTEST_BAR + GAP)))
  // Two columns at least, as one would have bars longer than those of memory and swap.
  const wanted = Math.max(2, Math.ceil(percents.length / LINES_BEFORE_COLUMNS))
  const lines = Math.ceil(percents.length / Math.min(most, wanted))
  if (lines > room.lines) return strip(percents, available, label, indent)

  // Fewer may do: 9 cores in 5 columns of 2 lines leave one column out.
  const columns = Math.ceil(percents.length / Math.max(1, lines))
  const width = Math.floor((available + GAP) / Math.max(1, columns)) - GAP - around
  return Array.from({ length: lines }, (_, line) => {
    const cells = []
    for (let core = line; core < percents.length; core += lines) {
      cells.push(cell(core, percents[core] ?? null, label, width, core < lines ? indent : GAP))
    }
    return cells.flat()
  })
}

function cell(core: number, percent: number | null, label: number, width: number, gap: number): Span[] {
  return [
    span(String(core).padStart(gap + label), 'dim'),
    span(' '),
    ...bar(percent, width),
    span(formatPercent(percent).padStart(5)),
  ]
}

/** Groups of eight, each line with the number of its first core. */
function strip(
  percents: readonly (number | null)[],
  columns: number,
  label: number,
  indent: number,
): Span[][] {
  const groups = Math.max(1, Math.floor((columns - label) / 9))
  const lines: Span[][] = []
  for (let first = 0; first < percents.length; first += groups * 8) {
    const line = [span(String(first).padStart(indent + label), 'dim')]
    percents.slice(first, first + groups * 8).forEach((percent, at) => {
      if (at % 8 === 0) line.push(span(' '))
      line.push(level(percent))
    })
    lines.push(line)
  }
  return lines
}
