// The processes, in as many columns as there is room for.
import type { ProcessRow } from './data.ts'
import { formatBytes, formatCpu, UNKNOWN } from './format.ts'
import { type Span, type Style, span } from './style.ts'
import { printable } from './text.ts'
import { padEnd, padStart, widthOf } from './width.ts'

/** Longer user names are cut off, as ps(1) does. */
const LONGEST_USER = 14

interface Column {
  readonly title: string
  readonly text: (row: ProcessRow) => string
  readonly style?: (row: ProcessRow) => Style
  readonly alignment: 'left' | 'right'
  readonly most?: number
  /** On narrower screens it is left out. */
  readonly fromColumns: number
}

/** In front of the command, which takes the rest. */
const COLUMNS: readonly Column[] = [
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

/** Narrower screens have one space between columns. */
const WIDE_GAPS_FROM = 36

/** A line of titles and one for each process. */
export function table(rows: readonly ProcessRow[], columns: number): Span[][] {
  const shown = COLUMNS.filter(({ fromColumns }) => columns >= fromColumns).map((column) => {
    const texts = rows.map(column.text)
    const widest = Math.max(...[column.title, ...texts].map(widthOf))
    return { column, texts, width: Math.min(column.most ?? widest, widest) }
  })
  const gap = columns >= WIDE_GAPS_FROM ? '  ' : ' '
  const pad = ({ alignment }: Column) => (alignment === 'left' ? padEnd : padStart)
  const title = shown.map(({ column, width }) => `${pad(column)(column.title, width)}${gap}`)
  return [
    [span(`${title.join('')}COMMAND`, 'dim')],
    ...rows.map((row, at) => [
      ...shown.flatMap(({ column, texts, width }) => [
        span(pad(column)(texts[at] ?? '', width), column.style?.(row) ?? 'plain'),
        span(gap),
      ]),
      span(commandOf(row), isBracketed(row) ? 'dim' : 'plain'),
    ]),
  ]
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
