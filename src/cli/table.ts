// The processes, in as many columns as there is room for.
import type { ProcessRow } from './data.ts'
import { formatBytes, formatCpu, UNKNOWN } from './format.ts'
import { grid } from './grid.ts'
import type { Span, Style } from './style.ts'
import { printable } from './text.ts'

/** Longer user names are cut off, as ps(1) does. */
const LONGEST_USER = 14

interface ProcessColumn {
  readonly title: string
  readonly text: (row: ProcessRow) => string
  readonly style?: (row: ProcessRow) => Style
  readonly alignment: 'left' | 'right'
  readonly most?: number
  /** On narrower screens it is left out. */
  readonly fromColumns: number
}

/** In front of the command, which takes the rest. */
const COLUMNS: readonly ProcessColumn[] = [
  { title: 'PID', text: ({ pid }) => String(pid), style: () => 'dim', alignment: 'right', fromColumns: 0 },
  {
    title: 'USER',
    text: ({ username }) => (username === null ? UNKNOWN : printable(username)),
    alignment: 'left',
    most: LONGEST_USER,
    fromColumns: 50,
  },
  {
    title: 'CPU %',
    text: ({ cpuPercent }) => formatCpu(cpuPercent),
    style: ({ cpuPercent }) => ((cpuPercent ?? 0) >= 0.05 ? 'bold' : 'dim'),
    alignment: 'right',
    fromColumns: 0,
  },
  {
    title: 'MEMORY',
    text: ({ memoryInfo }) => (memoryInfo?.rss === 0 ? UNKNOWN : formatBytes(memoryInfo?.rss)),
    style: ({ memoryInfo }) => (memoryInfo?.rss ? 'plain' : 'dim'),
    alignment: 'right',
    fromColumns: 36,
  },
]

/** Takes the rest of the line. */
const COMMAND: ProcessColumn = {
  title: 'COMMAND',
  text: commandOf,
  style: (row) => (isBracketed(row) ? 'dim' : 'plain'),
  alignment: 'left',
  fromColumns: 0,
}

/** Narrower screens have one space between columns. */
const WIDE_GAPS_FROM = 36

/** A line of titles and one for each process. What is wider than the screen is for `paint` to cut off. */
export function table(rows: readonly ProcessRow[], columns: number): Span[][] {
  const shown = [...COLUMNS, COMMAND].filter(({ fromColumns }) => columns >= fromColumns)
  const filled = shown.map(({ title, text, style, alignment, most }) => ({
    ...{ title, alignment, most: most ?? Number.POSITIVE_INFINITY, cells: rows.map(text) },
    style: (at: number) => (rows[at] && style?.(rows[at])) ?? 'plain',
  }))
  return grid(filled, Number.POSITIVE_INFINITY, columns >= WIDE_GAPS_FROM ? '  ' : ' ')
}

/** As ps(1): the arguments; of zombies and threads of the kernel, which have none, the name in brackets. */
export function commandOf(row: ProcessRow): string {
  const name = row.name === null ? UNKNOWN : printable(row.name)
  if (row.status === 'zombie') return `[${name}] <defunct>`
  if (row.cmdline === null) return name
  // A process can empty its arguments, too.
  return isBracketed(row) ? `[${name}]` : printable(row.cmdline.join(' '))
}

function isBracketed({ status, cmdline }: ProcessRow): boolean {
  return status === 'zombie' || cmdline?.every((argument) => argument.trim() === '') === true
}
