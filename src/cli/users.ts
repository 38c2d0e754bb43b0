// Who is logged in.
import type { User } from '../index.ts'
import type { Report } from './data.ts'
import { formatInstant, UNKNOWN } from './format.ts'
import { grid } from './grid.ts'
import { type Span, span } from './style.ts'

/** What is asked of the package. */
export interface UsersSource {
  users(): User[]
}

/** What who(1) tells. */
export function users(source: UsersSource): Report {
  const data = source.users()
  return { data, view: (columns) => view(data, columns) }
}

function view(rows: readonly User[], columns: number): Span[][] {
  if (rows.length === 0) return [[span('Nobody is logged in.')]]
  return grid(
    [
      { title: 'NAME', cells: rows.map(({ name }) => name), cut: 'end' },
      { title: 'TERMINAL', cells: rows.map(({ terminal }) => terminal ?? UNKNOWN), cut: 'end' },
      { title: 'SINCE', cells: rows.map(({ started }) => formatInstant(started)), dispensable: 1 },
      {
        title: 'PID',
        cells: rows.map(({ pid }) => String(pid ?? UNKNOWN)),
        alignment: 'right',
        dispensable: 2,
      },
      // The longest, if there is one.
      { title: 'HOST', cells: rows.map(({ host }) => host ?? UNKNOWN), cut: 'end' },
    ],
    columns,
  )
}
