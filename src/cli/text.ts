// Names and arguments of processes are chosen by whoever runs them: they may hold escape sequences that recolour,
// retitle or take over the terminal, line feeds that fake rows, and marks that turn the direction of the text.

/**
 * What is not to reach a terminal: controls (Cc), formatting such as bidi overrides and zero-width joiners (Cf),
 * line and paragraph separators, invisible letters (default ignorable), halves of surrogate pairs, and what has no
 * meaning, and so no known width (Cn).
 */
export const HOSTILE = /[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** They choose between a narrow and a wide form of the letter before, and terminals disagree on it. */
const VARIATION_SELECTORS = /[\uFE00-\uFE0F]/g

/** Letters have two marks at most in living scripts; a hundred would cover the rows above. */
const TOO_MANY_MARKS = /(\p{M}{3})\p{M}+/gu

/** No screen shows more of it, and a command line may have megabytes. */
export const LONGEST = 8192

/** Text made harmless: U+FFFD for what could steer a terminal. Not longer than a screen has use for. */
export function printable(text: string): string {
  return harmless(text.slice(0, LONGEST))
}

/** The same for text of any length, which goes into files and pipes. */
export function harmless(text: string): string {
  return text.replace(VARIATION_SELECTORS, '').replace(HOSTILE, '\u{FFFD}').replace(TOO_MANY_MARKS, '$1')
}
