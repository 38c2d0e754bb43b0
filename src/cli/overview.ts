// The machine and its busiest processes, as lines for a terminal.
import { bar } from './bar.ts'
import { cores } from './cores.ts'
import type { Overview } from './data.ts'
import { formatBytes, formatDuration, formatInstant, formatPercent, UNKNOWN } from './format.ts'
import { paint, type Span, span } from './style.ts'
import { table } from './table.ts'

/** Longer lines of numbers and bars are hard to follow with the eye. Commands may be longer. */
const WIDEST = 120

/** Columns of the words before the bars. */
const LABEL = 5

/** Where the lines go. */
export interface Screen {
  readonly columns: number
  /** Lines that all must fit in; `null`: any number. */
  readonly rows: number | null
  /** Lines that are seen at once; `null` if it is no terminal. */
  readonly screenRows: number | null
  readonly colour: boolean
}

/** The lines, none wider than the screen. */
export function render(overview: Overview, screen: Screen): string[] {
  const head = machine(overview, Math.min(WIDEST, screen.columns), screen.screenRows)
  // The empty line and the titles before the processes, the prompt after them.
  const room = screen.rows === null ? Number.POSITIVE_INFINITY : screen.rows - head.length - 3
  const rows = overview.processes?.slice(0, Math.max(1, room))
  const body = rows === undefined ? [[span(`Processes ${UNKNOWN}`, 'dim')]] : table(rows, screen.columns)
  const lines = rows?.length === 0 ? head : [...head, [], ...body]
  return lines.map((line) => paint(line, screen.columns, screen.colour))
}

function machine(overview: Overview, columns: number, screenRows: number | null): Span[][] {
  const { cpu, perCpu, virtualMemory, swapMemory } = overview
  const percents = perCpu?.map(({ percent }) => percent) ?? []
  const coreLines = screenRows === null ? Number.POSITIVE_INFINITY : Math.max(4, Math.floor(screenRows * 0.4))
  const gauges = [
    { label: 'CPU', percent: cpu?.percent, note: perCpu === null ? '' : plural(percents.length, 'core') },
    { label: 'Mem', percent: virtualMemory?.percent, note: usedOf(virtualMemory) },
    {
      label: 'Swap',
      percent: swapMemory?.total === 0 ? null : swapMemory?.percent,
      note: usedOf(swapMemory),
    },
  ]
  const [total = [], ...memory] = alignedGauges(gauges, columns)
  return [total, ...cores(percents, { columns, indent: LABEL, lines: coreLines }), ...memory, times(overview)]
}

interface Gauge {
  readonly label: string
  readonly percent: number | null | undefined
  readonly note: string
}

/** Gauges with bars of one length: what the longest note leaves, or all if the notes would leave too little. */
function alignedGauges(gauges: readonly Gauge[], columns: number): Span[][] {
  const widestNote = Math.max(...gauges.map(({ note }) => note.length))
  const around = LABEL + 5
  const withNotes = columns - around - 2 - widestNote
  const hasNotes = withNotes >= 8
  const width = hasNotes ? withNotes : columns - around
  return gauges.map(({ label, percent, note }) => [
    span(label.padEnd(LABEL), 'bold'),
    ...bar(percent, width),
    span(formatPercent(percent).padStart(5)),
    span(hasNotes ? `  ${note}` : '', 'dim'),
  ])
}

function usedOf(memory: { used: number; total: number } | null): string {
  if (memory === null) return ''
  return memory.total === 0 ? 'none' : `${formatBytes(memory.used)} of ${formatBytes(memory.total)}`
}

/** Including time suspended, as uptime(1), so that it agrees with the instant of the start. */
function times({ timeSinceBoot, uptime, bootTime, processCount }: Overview): Span[] {
  const line = [span('Up'.padEnd(LABEL), 'bold'), span(formatDuration(timeSinceBoot ?? uptime))]
  if (bootTime !== null) line.push(span(`  since ${formatInstant(bootTime)}`, 'dim'))
  if (processCount !== null) line.push(span(`  ${plural(processCount, 'process', 'processes')}`, 'dim'))
  return line
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
