// The table: a row when its consumer has finished, the failures below it.
import { Unavailable } from './consumer.ts'

export interface Row {
  readonly name: string
  readonly seconds: number
  /** What was thrown, if anything was. */
  readonly error?: unknown
}

export type Verdict = 'pass' | 'FAIL' | 'unavailable'

const COLOURS = { pass: 32, FAIL: 31, unavailable: 33 } as const

export interface Style {
  /** The widest name. */
  readonly width: number
  readonly colours: boolean
}

export function verdict({ error }: Row): Verdict {
  if (error === undefined) return 'pass'
  return error instanceof Unavailable ? 'unavailable' : 'FAIL'
}

export function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function painted(text: string, colour: number, { colours }: Style): string {
  return colours ? `\x1b[${colour}m${text}\x1b[0m` : text
}

/** One line: name, verdict, seconds, and why something is unavailable. */
export function line(row: Row, style: Style): string {
  const what = verdict(row)
  const cell = painted(what, COLOURS[what], style)
  const rest = what === 'unavailable' ? ` (${message(row.error)})` : `${row.seconds.toFixed(1)} s`.padStart(9)
  return `${row.name.padEnd(style.width)}  ${cell}${rest}`
}

/** What the failed ones said, each under its name. */
export function failures(rows: readonly Row[], style: Style): string {
  return rows
    .filter((row) => verdict(row) === 'FAIL')
    .map((row) => `\n${painted(row.name, COLOURS.FAIL, style)}\n${indented(message(row.error))}\n`)
    .join('')
}

function indented(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((each) => `  ${each}`.trimEnd())
    .join('\n')
}

/** `30 passed, 1 failed, 2 unavailable, in 75.0 s` */
export function summary(rows: readonly Row[], seconds: number): string {
  const count = (wanted: Verdict) => rows.filter((row) => verdict(row) === wanted).length
  const failed = count('FAIL')
  const away = count('unavailable')
  const parts = [`${count('pass')} passed`]
  if (failed > 0) parts.push(`${failed} failed`)
  if (away > 0) parts.push(`${away} unavailable`)
  return `${parts.join(', ')}, in ${seconds.toFixed(1)} s`
}

/** Whether the program may say that all is well: somebody passed, nobody failed. */
export function isWell(rows: readonly Row[]): boolean {
  const verdicts = rows.map(verdict)
  return verdicts.includes('pass') && !verdicts.includes('FAIL')
}
