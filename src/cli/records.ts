// Records of any kind as a table, in as many columns as there is room for.
import { flow } from './flow.ts'
import { cellText, type Writing } from './info-values.ts'
import { type Span, span } from './style.ts'
import { padEnd, padEndOfPath, padStart, widthOf } from './width.ts'

/** A row. */
export type Fields = Readonly<Record<string, unknown>>

/** They differ most in length: they stand last and take the rest of the line. */
const LAST = ['path', 'name']

/** They tell people least: where there is little room, they go first. */
const DISPENSABLE = ['ino', 'dev', 'offset']

/** The least that still tells something of a text that was cut off. */
const SHORTEST_TEXT = 16

/** The widest column apart from the last, unless there is any room. */
const WIDEST_CELL = 46

interface Column {
  readonly name: string
  readonly cells: readonly string[]
  readonly isNumeric: boolean
  readonly isEmpty: boolean
  readonly width: number
}

/** The rows under the names of their fields. What does not fit is named below. */
export function records(path: string, rows: readonly Fields[], columns: number, writing: Writing): Span[][] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const last = LAST.find((name) => names.includes(name) && names.length > 1)
  const ordered = last === undefined ? names : [...names.filter((name) => name !== last), last]
  const all = ordered.map((name) => columnOf(path, name, rows, columns, writing))
  const shown = fitting(all, last, columns)
  const titles = line(
    shown,
    shown.map(({ name }) => name),
    'dim',
  )
  const body = rows.map((_, at) =>
    line(
      shown,
      shown.map(({ cells }) => cells[at] ?? ''),
      'plain',
    ),
  )
  const isShown = new Set(shown.map(({ name }) => name))
  const left = names.filter((name) => !isShown.has(name)).map((name) => [span(name, 'dim')])
  if (left.length === 0) return [titles, ...body]
  const note = [span('no room for:', 'dim')]
  return [titles, ...body, ...flow([note, ...left], ' ', columns)]
}

function columnOf(
  path: string,
  name: string,
  rows: readonly Fields[],
  columns: number,
  writing: Writing,
): Column {
  const values = rows.map((row) => row[name] ?? null)
  const isEmpty = values.every((value) => value === null)
  const cells = rows.map((row, at) => {
    // A row without the field has nothing there; `null` is what is not known.
    return Object.hasOwn(row, name) ? cellText(pathOf(path, name, row), values[at], writing) : ''
  })
  const widest = cells.reduce((width, cell) => Math.max(width, widthOf(cell)), widthOf(name))
  const most = Number.isFinite(columns) && !LAST.includes(name) ? WIDEST_CELL : widest
  return {
    name,
    cells,
    isNumeric: !isEmpty && values.every((value) => value === null || typeof value === 'number'),
    isEmpty,
    width: Math.min(widest, most),
  }
}

/** The unit of a limit depends on the resource, which is a field of its own. */
function pathOf(path: string, name: string, { resource }: Fields): string {
  return typeof resource === 'string' ? `${path}.${resource}.${name}` : `${path}.${name}`
}

function isDispensable({ name, isEmpty }: Column): boolean {
  return isEmpty || DISPENSABLE.includes(name)
}

/** Those that fit: dispensable ones go first, then from the right; the one of texts stays and is cut off. */
function fitting(all: readonly Column[], last: string | undefined, columns: number): Column[] {
  let shown = [...all]
  while (shown.length > 1 && widthOfAll(shown, last) > columns) {
    const candidates = shown.filter(({ name }) => name !== last)
    const victim = candidates.findLast(isDispensable) ?? candidates.at(-1)
    shown = shown.filter((column) => column !== victim)
  }
  const room = columns - widthOfAll(shown, last)
  return shown.map((column) => {
    if (column.name !== last) return column
    return { ...column, width: Math.min(column.width, Math.min(column.width, SHORTEST_TEXT) + room) }
  })
}

function widthOfAll(columns: readonly Column[], last: string | undefined): number {
  const widths = columns.map(({ name, width }) => (name === last ? Math.min(width, SHORTEST_TEXT) : width))
  return widths.reduce((sum, width) => sum + width, 0) + 2 * (columns.length - 1)
}

function line(columns: readonly Column[], texts: readonly string[], style: 'plain' | 'dim'): Span[] {
  const cells = columns.map(({ name, width, isNumeric }, at) => {
    const pad = isNumeric ? padStart : name === 'path' ? padEndOfPath : padEnd
    return pad(texts[at] ?? '', width)
  })
  return [span(cells.join('  ').trimEnd(), style)]
}
