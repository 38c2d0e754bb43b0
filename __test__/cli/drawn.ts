// Reports as text.
import type { Report } from '../../src/cli/data.ts'
import type { Span } from '../../src/cli/style.ts'

/** What a machine, a process or a device could call itself. */
export const HOSTILE = '\x1b[2J\nroot\u202e'

/** What is shown of it. */
export const HARMLESS = '\u{FFFD}[2J\u{FFFD}root\u{FFFD}'

/** The lines of a report in so many columns, without end if none are told. */
export function drawn({ view }: Pick<Report, 'view'>, columns = Number.POSITIVE_INFINITY): string[] {
  return textOf(view(columns))
}

/** Lines without their colours. */
export function textOf(lines: readonly (readonly Span[])[]): string[] {
  return lines.map((line) => line.map(({ text }) => text).join(''))
}

/** A function that fails. */
export function fails(error: Error) {
  return (): never => {
    throw error
  }
}
