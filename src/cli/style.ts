// Lines are made of pieces of text with a meaning; colours come last, so that widths are counted without them.
import { truncate, widthOf } from './width.ts'

/** What a piece of text means. */
export type Style = 'plain' | 'dim' | 'bold' | 'low' | 'medium' | 'high'

/** A piece of text. */
export interface Span {
  readonly text: string
  readonly style: Style
}

/** Select Graphic Rendition: the sixteen colours that the user's own theme defines. */
const CODES: Readonly<Record<Exclude<Style, 'plain'>, string>> = {
  dim: '2',
  bold: '1',
  low: '32',
  medium: '33',
  high: '31',
}

/** A piece of text. */
export function span(text: string, style: Style = 'plain'): Span {
  return { text, style }
}

/** The colour of a load: at ease, busy, at its end. */
export function styleOfLoad(percent: number): Style {
  if (percent >= 90) return 'high'
  return percent >= 60 ? 'medium' : 'low'
}

/** The line as the terminal gets it, never wider than the screen. */
export function paint(spans: readonly Span[], columns: number, colour: boolean): string {
  let room = columns
  let line = ''
  for (const { text, style } of spans) {
    const fitted = truncate(text, room)
    room -= widthOf(fitted)
    line +=
      colour && style !== 'plain' && fitted.trim() !== '' ? `\x1b[${CODES[style]}m${fitted}\x1b[0m` : fitted
    if (fitted !== text) break
  }
  return colour ? line : line.trimEnd()
}

/**
 * Whether to use colours. `FORCE_COLOR` has the last word, as in Node itself; then `NO_COLOR`
 * (https://no-color.org), a terminal without abilities, and whether it is a terminal.
 */
export function wantsColour(isTerminal: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: terminal } = env
  if (force !== undefined) return force !== '0' && force !== 'false'
  if (no !== undefined && no !== '') return false
  return isTerminal && terminal !== 'dumb'
}
