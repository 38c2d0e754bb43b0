// Bars of block elements, U+2580 to U+259F.
import { type Span, span, styleOfLoad } from './style.ts'

/** A cell filled from the left, by eighths. */
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const

/** A cell filled from below, by eighths; an idle one is to be seen, too. */
const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const

/** A lying bar of so many columns; all track if the share is unknown. */
export function bar(percent: number | null | undefined, width: number): Span[] {
  const cells = Math.max(0, Math.floor(width))
  const share = clamp(percent ?? 0)
  let eighths = Math.round((share / 100) * cells * 8)
  // A little is not nothing, and almost full is not full.
  if (share > 0) eighths = Math.max(1, eighths)
  if (share < 100) eighths = Math.min(cells * 8 - 1, eighths)
  const filled = cells === 0 ? '' : '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '')
  return [span(filled, styleOfLoad(share)), span('·'.repeat(cells - filled.length), 'dim')]
}

/** A standing bar of one column; a dot if the share is unknown. */
export function level(percent: number | null): Span {
  if (percent === null) return span('·', 'dim')
  const share = clamp(percent)
  const step = Math.min(LEVELS.length - 1, Math.floor((share / 100) * LEVELS.length))
  return span(LEVELS[step] ?? '', share < 1 ? 'dim' : styleOfLoad(share))
}

function clamp(percent: number): number {
  return Math.min(100, Math.max(0, percent))
}
