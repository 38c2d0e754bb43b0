import type { Overview, ProcessRow } from './sample.ts'
import type { Style } from './style.ts'
import { bytes, duration, percent } from './units.ts'
import { cut, harmless, padEnd, padStart, widthOf } from './width.ts'

/** Where the overview is shown. */
export interface Screen {
  /** Width. */
  columns: number
  /** Height; unknown where it is not a terminal. */
  rows: number | undefined
  style: Style
}

/** Processes shown where nothing says how many. */
const DEFAULT_PROCESSES = 15
/** The narrowest cell that shows a label, a bar and a number. */
const CELL = 26
const GAP = 2

/** The overview in lines, none of them wider than the screen. */
export function render(overview: Overview, screen: Screen, processes?: number): string[] {
  const machine = [...meters(overview, screen), '', summary(overview, screen), '']
  const room = screen.rows === undefined ? DEFAULT_PROCESSES : Math.max(1, screen.rows - machine.length - 2)
  return [...machine, ...table(overview.processes.slice(0, processes ?? room), screen)]
}

function meters(overview: Overview, screen: Screen): string[] {
  const { memory, swap } = overview
  const cpus = (overview.percpuPercent ?? []).map((value, cpu) => ({
    label: `cpu${cpu}`,
    value,
    text: `${percent(value)}%`,
  }))
  const rest = []
  if (memory !== null)
    rest.push({ label: 'mem', value: memory.percent, text: `${bytes(memory.used)}/${bytes(memory.total)}` })
  if (swap !== null && swap.total > 0)
    rest.push({ label: 'swap', value: swap.percent, text: `${bytes(swap.used)}/${bytes(swap.total)}` })
  const labels = Math.max(...[...cpus, ...rest].map(({ label }) => label.length), 0)
  const draw = (width: number) => (item: Meter) => meter(item, labels, width, screen.style)
  const across = Math.min(
    cpus.length || 1,
    Math.max(1, Math.floor((screen.columns + GAP) / (CELL + GAP))),
    columnsFor(cpus.length),
  )
  const width = Math.floor((screen.columns - GAP * (across - 1)) / across)
  return [...inColumns(cpus.map(draw(width)), across), ...rest.map(draw(screen.columns))]
}

interface Meter {
  label: string
  value: number
  text: string
}

/** Few CPUs stand one below the other; many stand side by side. */
function columnsFor(cpus: number): number {
  return cpus <= 4 ? 1 : cpus <= 16 ? 2 : 4
}

/** `label ▕███▌      ▏ text`, exactly as wide as asked. */
function meter({ label, value, text }: Meter, labels: number, width: number, style: Style): string {
  const number = padStart(text, Math.max(6, widthOf(text)))
  const room = width - labels - widthOf(number) - 4
  if (room < 1) return cut(`${padEnd(label, labels)} ${text}`, width)
  const filled = bar(value, room)
  return `${style.dim(padEnd(label, labels))} ▕${style.load(filled, value)}${' '.repeat(room - widthOf(filled))}▏ ${number}`
}

/** Blocks in eighths. */
export function bar(value: number, width: number): string {
  const eighths = Math.round((Math.min(100, Math.max(0, value)) / 100) * width * 8)
  const rest = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8] ?? ''
  return '█'.repeat(Math.floor(eighths / 8)) + rest
}

/** The cells column by column. */
function inColumns(cells: string[], across: number): string[] {
  const height = Math.ceil(cells.length / across)
  return Array.from({ length: height }, (_, line) =>
    cells.filter((_cell, at) => at % height === line).join(' '.repeat(GAP)),
  )
}

function summary({ cpuPercent, processes, timeSinceBoot }: Overview, { columns, style }: Screen): string {
  const up = timeSinceBoot === null ? '–' : duration(timeSinceBoot)
  return style.dim(cut(`cpu ${percent(cpuPercent)}%   up ${up}   ${processes.length} processes`, columns))
}

interface Column {
  title: string
  isNumber: boolean
  text: (row: ProcessRow) => string
}

const COLUMNS: Column[] = [
  { title: 'PID', isNumber: true, text: (row) => String(row.pid) },
  { title: 'USER', isNumber: false, text: (row) => cut(harmless(row.username ?? '–'), 12) },
  { title: 'CPU%', isNumber: true, text: (row) => percent(row.cpuPercent) },
  { title: 'MEM', isNumber: true, text: (row) => bytes(row.rss) },
  { title: 'COMMAND', isNumber: false, text: command },
]

function table(rows: ProcessRow[], { columns, style }: Screen): string[] {
  const cells = rows.map((row) => COLUMNS.map((column) => column.text(row)))
  const widths = COLUMNS.map(({ title }, at) =>
    Math.max(title.length, ...cells.map((line) => widthOf(line[at] ?? ''))),
  )
  const line = (texts: string[]) => {
    const fitted = texts.map((text, at) => {
      if (at === COLUMNS.length - 1) return text
      return (COLUMNS[at]?.isNumber ? padStart : padEnd)(text, widths[at] ?? 0)
    })
    return cut(fitted.join('  '), columns)
  }
  return [style.bold(line(COLUMNS.map(({ title }) => title))), ...cells.map(line)]
}

/** As ps(1): the arguments, or the name in brackets where there are none. */
function command({ cmdline, name, status }: ProcessRow): string {
  if (cmdline.length > 0) return harmless(cmdline.join(' '))
  return `[${harmless(name)}]${status === 'zombie' ? ' <defunct>' : ''}`
}
