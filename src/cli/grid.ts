// Columns of text side by side, as many as there is room for: every table of the program.
import { flow } from './flow.ts'
import { type Span, type Style, span } from './style.ts'
import { harmless, printable } from './text.ts'
import { padEnd, padEndOfPath, padStart, widthOf } from './width.ts'

/** The least that still tells something of a text that was cut off. */
const SHORTEST_TEXT = 16

/** A column. */
export interface Column {
  readonly title: string
  /** From top to bottom; whatever they hold, it cannot steer the terminal. */
  readonly cells: readonly string[]
  /** Numbers stand at the right. */
  readonly alignment?: 'left' | 'right'
  readonly style?: (row: number) => Style
  /** Wider cells are cut off. */
  readonly most?: number
  /** At which end its cells are cut off before any column goes; others are shown in full. */
  readonly cut?: 'start' | 'end'
  /** How much of a cut text tells something, if not sixteen columns. */
  readonly least?: number
  /** Where there is little room, the highest go first, of equals the last; never those without. */
  readonly dispensable?: number
}

interface Measured extends Column {
  readonly width: number
}

/** A line of titles, one for each row, and what does not fit by name. */
export function grid(columns: readonly Column[], room: number, gap = '  '): Span[][] {
  const clean = Number.isFinite(room) ? printable : harmless
  const all = columns.map((column) => measured({ ...column, cells: column.cells.map(clean) }))
  const shown = fitting(all, room, gap)
  const rows = Math.max(0, ...columns.map(({ cells }) => cells.length))
  const lines = [
    line(
      shown.map((column) => [column, column.title, 'dim']),
      gap,
    ),
    ...Array.from({ length: rows }, (_, row) =>
      line(
        shown.map((column) => [column, column.cells[row] ?? '', column.style?.(row) ?? 'plain']),
        gap,
      ),
    ),
  ]
  const titles = shown.map(({ title }) => title)
  const left = columns.filter(({ title }) => !titles.includes(title)).map(({ title }) => [span(title, 'dim')])
  return left.length === 0 ? lines : [...lines, ...flow([[span('no room for:', 'dim')], ...left], ' ', room)]
}

function measured(column: Column): Measured {
  const widest = column.cells.reduce((width, cell) => Math.max(width, widthOf(cell)), widthOf(column.title))
  return { ...column, width: Math.min(widest, column.most ?? widest) }
}

/** Those that fit. The others share the room that is left. */
function fitting(all: readonly Measured[], room: number, gap: string): Measured[] {
  let shown = [...all]
  while (leastOfAll(shown, gap) > room) {
    const rank = Math.max(...shown.map(({ dispensable }) => dispensable ?? Number.NEGATIVE_INFINITY))
    const victim = shown.findLast(({ dispensable }) => dispensable === rank)
    if (victim === undefined) break
    shown = shown.filter((column) => column !== victim)
  }
  let spare = Math.max(0, room - leastOfAll(shown, gap))
  // Who wants little gets it; the rest is shared by the others.
  const wanting = shown
    .filter((column) => column.width > leastOf(column))
    .sort((a, b) => a.width - leastOf(a) - (b.width - leastOf(b)))
  const widths = new Map<Measured, number>()
  for (const [at, column] of wanting.entries()) {
    const more = Math.min(column.width - leastOf(column), Math.floor(spare / (wanting.length - at)))
    spare -= more
    widths.set(column, leastOf(column) + more)
  }
  return shown.map((column) => ({ ...column, width: widths.get(column) ?? column.width }))
}

function leastOf({ width, cut, least }: Measured): number {
  return cut === undefined ? width : Math.min(width, least ?? SHORTEST_TEXT)
}

function leastOfAll(columns: readonly Measured[], gap: string): number {
  return columns.reduce((sum, column) => sum + leastOf(column), gap.length * (columns.length - 1))
}

/** Nothing follows the last text, not even spaces. */
function line(cells: readonly (readonly [Measured, string, Style])[], gap: string): Span[] {
  const filled = cells.slice(0, cells.findLastIndex(([, text]) => text !== '') + 1)
  return filled.flatMap(([column, text, style], at) => {
    const fitted = padded(column, text)
    if (at === filled.length - 1) return [span(fitted.trimEnd(), style)]
    return [span(fitted, style), span(gap)]
  })
}

function padded({ alignment, cut, width }: Measured, text: string): string {
  if (alignment === 'right') return padStart(text, width)
  return cut === 'start' ? padEndOfPath(text, width) : padEnd(text, width)
}
