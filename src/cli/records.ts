// Records of any kind as a table, in as many columns as there is room for.
import { type Column, grid } from './grid.ts'
import { cellText, type Writing } from './info-values.ts'
import type { Span } from './style.ts'

/** A row. */
export type Fields = Readonly<Record<string, unknown>>

/** They differ most in length: they stand last and take the rest of the line. */
const LAST = ['path', 'name']

/** They tell people least: where there is little room, they go first. */
const DISPENSABLE = ['ino', 'dev', 'offset']

/** The widest column apart from the last, unless there is any room. */
const WIDEST_CELL = 46

/** The rows under the names of their fields. What does not fit is named below. */
export function records(path: string, rows: readonly Fields[], columns: number, writing: Writing): Span[][] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const last = LAST.find((name) => names.includes(name) && names.length > 1)
  const others = names.filter((name) => name !== last)
  const filled = others.map((name, at): Column => {
    const { dispensable = 0, ...column } = columnOf(path, name, rows, writing)
    const most = Number.isFinite(columns) ? WIDEST_CELL : Number.POSITIVE_INFINITY
    // One stays.
    const stays = last === undefined && at === 0
    return { ...column, most, ...(stays ? {} : { dispensable }) }
  })
  if (last === undefined) return grid(filled, columns)
  const cut = last === 'path' ? 'start' : 'end'
  const { dispensable: _, ...texts } = columnOf(path, last, rows, writing)
  return grid([...filled, { ...texts, cut }], columns)
}

function columnOf(path: string, name: string, rows: readonly Fields[], writing: Writing): Column {
  const values = rows.map((row) => row[name] ?? null)
  const isEmpty = values.every((value) => value === null)
  const isNumeric = !isEmpty && values.every((value) => value === null || typeof value === 'number')
  return {
    title: name,
    cells: rows.map((row, at) => {
      // A row without the field has nothing there; `null` is what is not known.
      return Object.hasOwn(row, name) ? cellText(pathOf(path, name, row), values[at], writing) : ''
    }),
    alignment: isNumeric ? 'right' : 'left',
    dispensable: isEmpty || DISPENSABLE.includes(name) ? 1 : 0,
  }
}

/** The unit of a limit depends on the resource, which is a field of its own. */
function pathOf(path: string, name: string, { resource }: Fields): string {
  return typeof resource === 'string' ? `${path}.${resource}.${name}` : `${path}.${name}`
}
