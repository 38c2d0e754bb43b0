// Pieces of text one after the other, in as many lines as they need.
import { type Span, span } from './style.ts'
import { splitAt, widthOf } from './width.ts'

/** The columns that the pieces take. */
export function widthOfSpans(spans: readonly Span[]): number {
  return spans.reduce((width, { text }) => width + widthOf(text), 0)
}

/** The items in lines of so many columns. What is wider than a line is broken wherever the line ends. */
export function flow(items: readonly (readonly Span[])[], separator: string, columns: number): Span[][] {
  const width = Math.max(1, columns)
  const lines: Span[][] = []
  let line: Span[] = []
  let used = 0
  for (const item of items.flatMap((each) => broken(each, width))) {
    const needed = widthOfSpans(item)
    if (line.length > 0 && used + widthOf(separator) + needed > width) {
      lines.push(line)
      line = []
      used = 0
    }
    if (line.length > 0) {
      line.push(span(separator, 'dim'))
      used += widthOf(separator)
    }
    line.push(...item)
    used += needed
  }
  return [...lines, line]
}

/** An item in pieces, of which all but the last fill a line. */
function broken(item: readonly Span[], width: number): (readonly Span[])[] {
  if (widthOfSpans(item) <= width) return [item]
  const pieces: Span[][] = []
  let piece: Span[] = []
  let room = width
  for (const { text, style } of item) {
    for (let rest = text; rest !== ''; ) {
      const [head, tail] = splitAt(rest, room)
      // A wide character into one column: it goes nowhere, but must not keep us.
      if (head === '' && room === width) return [item]
      piece.push(span(head, style))
      room -= widthOf(head)
      rest = tail
      if (rest === '') continue
      pieces.push(piece)
      piece = []
      room = width
    }
  }
  return [...pieces, piece]
}
