// How many columns of a terminal a text takes, as wcwidth(3).

/** East Asian Width W and F without emoji (https://www.unicode.org/reports/tr11/): first and last code point. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f], // Hangul Jamo, leading
  [0x2329, 0x232a], // angle brackets
  [0x2e80, 0x303e], // CJK radicals and punctuation
  [0x3041, 0xa4cf], // Kana, CJK, Yi
  [0xa960, 0xa97c], // Hangul Jamo, extended
  [0xac00, 0xd7a3], // Hangul syllables
  [0xf900, 0xfaff], // CJK compatibility
  [0xfe10, 0xfe19], // vertical forms
  [0xfe30, 0xfe6b], // CJK compatibility forms
  [0xff01, 0xff60], // full-width forms
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18dff], // Tangut, Khitan
  [0x1aff0, 0x1b2fb], // Kana supplements, Nushu
  [0x1f200, 0x1f265], // enclosed ideographs
  [0x20000, 0x3fffd], // CJK extensions
]

/** Emoji that are so by themselves are wide; the letters of flags are two narrow ones. */
const WIDE_EMOJI = /^(?!\p{Regional_Indicator})\p{Emoji_Presentation}$/u

/** Marks over and under the letter before, and the vowels and finals of Hangul Jamo. */
const NO_WIDTH = /^[\p{Mn}\p{Me}\u1160-\u11FF\uD7B0-\uD7FF]$/u

/** The columns that printable text takes. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += characterWidth(character)
  return width
}

/** The text, cut off with `…` if it is wider. */
export function truncate(text: string, width: number): string {
  if (width <= 0) return ''
  let used = 0
  let kept = ''
  // The longest beginning that leaves room for the `…`.
  let shortened = ''
  for (const character of text) {
    used += characterWidth(character)
    if (used > width) return `${shortened}…`
    kept += character
    if (used < width) shortened = kept
  }
  return text
}

/** As much of the text as fits, and the rest. */
export function splitAt(text: string, width: number): [string, string] {
  let used = 0
  let end = 0
  for (const character of text) {
    used += characterWidth(character)
    if (used > width) return [text.slice(0, end), text.slice(end)]
    end += character.length
  }
  return [text, '']
}

/** The text in exactly so many columns, at their left. */
export function padEnd(text: string, width: number): string {
  const fitted = truncate(text, width)
  return fitted + ' '.repeat(Math.max(0, width - widthOf(fitted)))
}

/** The same of a path, which says more at its end: what does not fit is cut off at its beginning. */
export function padEndOfPath(text: string, width: number): string {
  if (widthOf(text) <= width) return padEnd(text, width)
  let used = 0
  let start = text.length
  for (const character of Array.from(text).reverse()) {
    used += characterWidth(character)
    if (used >= width) break
    start -= character.length
  }
  return padEnd(`…${text.slice(start)}`, width)
}

/** The text in exactly so many columns, at their right. */
export function padStart(text: string, width: number): string {
  const fitted = truncate(text, width)
  return ' '.repeat(Math.max(0, width - widthOf(fitted))) + fitted
}

function characterWidth(character: string): 0 | 1 | 2 {
  const point = character.codePointAt(0) ?? 0
  // Almost all text is below the first combining mark.
  if (point < 0x300) return 1
  if (NO_WIDTH.test(character)) return 0
  return isWide(point) || WIDE_EMOJI.test(character) ? 2 : 1
}

function isWide(point: number): boolean {
  return WIDE.some(([first, last]) => point >= first && point <= last)
}
