// How many columns of a terminal a text takes, and text that cannot harm one.

/** Emoji, Han, Hangul, kana and full-width forms take two columns (East Asian Width W and F). */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6]|[\u{16FE0}-\u{18CFF}\u{1AFF0}-\u{1B2FF}\u{1F300}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F900}-\u{1F9FF}\u{1FA70}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u
/** Combining marks take none. */
const MARK = /\p{Mn}|\p{Me}/u
/** Control characters move the cursor, format characters turn text around. */
const HARMFUL = /[\p{Cc}\p{Cf}\u2028\u2029]/gu

/** The text with everything that a terminal would obey made visible as U+FFFD. */
export function harmless(text: string): string {
  return text.replaceAll(HARMFUL, '\u{FFFD}')
}

/** The columns that a harmless text takes. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += columnsOf(character)
  return width
}

/** The text cut to a width, with an ellipsis if something was cut off. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  if (width < 1) return ''
  let kept = ''
  let left = width - 1
  for (const character of text) {
    left -= columnsOf(character)
    if (left < 0) break
    kept += character
  }
  return `${kept}…`
}

/** The text cut or filled up with spaces on the right. */
export function padEnd(text: string, width: number): string {
  const fitted = cut(text, width)
  return fitted + ' '.repeat(Math.max(0, width - widthOf(fitted)))
}

/** The text cut or filled up with spaces on the left. */
export function padStart(text: string, width: number): string {
  const fitted = cut(text, width)
  return ' '.repeat(Math.max(0, width - widthOf(fitted))) + fitted
}

function columnsOf(character: string): number {
  if (MARK.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}
