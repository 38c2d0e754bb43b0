// Everything about one process, as lines for a terminal. The shape of an answer decides how it is shown, so that
// new attributes need nothing here.
import { flow } from './flow.ts'
import { UNKNOWN } from './format.ts'
import type { Info, Relative } from './info.ts'
import { grouped } from './info-groups.ts'
import {
  clean,
  isRecord,
  isScalar,
  itemText,
  reasonText,
  type Scalar,
  scalarText,
  type Writing,
} from './info-values.ts'
import { type Fields, records } from './records.ts'
import { paint, type Span, span } from './style.ts'
import { printable } from './text.ts'
import { widthOf } from './width.ts'

/** Where the lines go. */
export interface InfoScreen {
  /** `Infinity`: it is no terminal; nothing is cut off. */
  readonly columns: number
  readonly colour: boolean
  /** Milliseconds since the epoch, for the age. */
  readonly now: number
}

/** Columns before the names, and between names and answers. */
const INDENT = 2
const GAP = 2

/** The lines, none wider than the screen. */
export function view(info: Info, { columns, colour, now }: InfoScreen): string[] {
  const writing = { now, full: !Number.isFinite(columns) }
  const answers: Fields = { ...info.attributes, ...shownRest(info) }
  const names = Object.keys(answers)
  const label = Math.max(
    ...Object.entries(answers)
      .flatMap(([name, value]) => labels(name, value))
      .map(widthOf),
  )
  const lines = grouped(names).flatMap((group, at) => [
    ...(at === 0 ? [] : [[]]),
    [span(group.title, 'bold')],
    ...group.names.flatMap((name) => {
      const entry = { name, path: name, value: answers[name], error: info.errors[name] }
      return entryLines(entry, { label, columns, writing })
    }),
  ])
  return lines.map((line) => paint(line, columns, colour))
}

/** What is no attribute. */
function shownRest({ parents, children, limits }: Info): Fields {
  const rows = limits && Object.entries(limits).map(([resource, values]) => ({ resource, ...values }))
  return { parents, children, limits: rows }
}

/** The name of an answer, and of its parts if they get lines of their own. */
function labels(name: string, value: unknown): string[] {
  if (!isRecord(value) || Object.values(value).every(isScalar)) return [name]
  return [name, ...Object.entries(value).flatMap(([key, part]) => labels(below(name, key), part))]
}

/** The name of a part, further to the right than that of the whole. */
function below(whole: string, name: string): string {
  return ' '.repeat(whole.length - whole.trimStart().length + INDENT) + printable(name)
}

interface Entry {
  readonly name: string
  readonly path: string
  readonly value: unknown
  readonly error?: Error | undefined
}

interface Place {
  /** Columns of the names. */
  readonly label: number
  readonly columns: number
  readonly writing: Writing
}

function entryLines(entry: Entry, place: Place): Span[][] {
  const { name, path, value, error } = entry
  const { writing } = place
  if (value === null || value === undefined) {
    return labelled(name, [[span(reasonText(path, error), 'dim')]], ' ', place)
  }
  if (isScalar(value)) return labelled(name, [[span(scalarText(path, value, writing))]], ' ', place)
  if (sizeOf(value) === 0) return labelled(name, [[span('none', 'dim')]], ' ', place)
  if (path === 'environ' && isRecord(value)) return variables(value, place)
  if (path === 'parents' || path === 'children') {
    return labelled(name, (value as Relative[]).map(relative(writing)), ' · ', place)
  }
  if (Array.isArray(value)) return listLines(entry, value, place)
  return recordLines(entry, value as Fields, place)
}

function listLines({ name, path }: Entry, list: readonly unknown[], place: Place): Span[][] {
  if (list.every(isScalar)) {
    return labelled(
      name,
      list.map((item) => [span(itemText(path, item, place.writing))]),
      ' ',
      place,
    )
  }
  const rows = list.map((item) => (isRecord(item) ? item : { value: item }))
  const indent = 2 * INDENT
  const lines = records(path, rows, place.columns - indent, place.writing)
  return [
    ...labelled(name, [[span(String(rows.length))]], ' ', place),
    ...lines.map((line) => [span(' '.repeat(indent)), ...line]),
  ]
}

function recordLines({ name, path }: Entry, record: Fields, place: Place): Span[][] {
  const parts = Object.entries(record)
  if (parts.every(([, part]) => part === null)) {
    return labelled(name, [[span(reasonText(path, undefined), 'dim')]], ' ', place)
  }
  if (parts.every(([, part]) => isScalar(part))) {
    const items = parts.map(([key, part]) => [
      span(`${clean(key, place.writing)} `, 'dim'),
      span(scalarText(`${path}.${key}`, part as Scalar, place.writing)),
    ])
    return labelled(name, items, ' · ', place)
  }
  return [
    ...labelled(name, [], ' ', place),
    ...parts.flatMap(([key, part]) =>
      entryLines({ name: below(name, key), path: `${path}.${key}`, value: part }, place),
    ),
  ]
}

/** Number and name: their identities would fill the screen. */
function relative(writing: Writing) {
  return ({ pid, name }: Relative) => [
    span(`${pid} `, 'dim'),
    span(name === null ? UNKNOWN : clean(name, writing)),
  ]
}

/** `NAME=value`, one in each line, cut off at its end. */
function variables(environ: Fields, { writing }: Place): Span[][] {
  const sorted = Object.entries(environ).sort(([a], [b]) => (a < b ? -1 : 1))
  return sorted.map(([name, value]) => [
    span(`${' '.repeat(INDENT)}${clean(name, writing)}=`, 'dim'),
    span(clean(String(value), writing)),
  ])
}

/** The name, and beside it the answer in as many lines as it needs. */
function labelled(
  name: string,
  items: readonly (readonly Span[])[],
  separator: string,
  { label, columns }: Place,
): Span[][] {
  const indent = INDENT + label + GAP
  return flow(items, separator, columns - indent).map((line, at) => {
    const head = ' '.repeat(INDENT) + (at === 0 ? name : '')
    return [span(head.padEnd(indent), 'dim'), ...line]
  })
}

function sizeOf(value: object): number {
  return Object.keys(value).length
}
