import test from 'ava'
import { flow, widthOfSpans } from '../../src/cli/flow.ts'
import { span } from '../../src/cli/style.ts'

const text = (lines: ReturnType<typeof flow>) => lines.map((line) => line.map((each) => each.text).join(''))
const words = (...list: string[]) => list.map((word) => [span(word)])

test('items stand side by side as long as they fit', (t) => {
  t.deepEqual(text(flow(words('one', 'two', 'six', 'ten'), ' · ', 9)), ['one · two', 'six · ten'])
  t.deepEqual(text(flow(words('one', 'two'), ' ', Number.POSITIVE_INFINITY)), ['one two'])
  t.deepEqual(text(flow([], ' ', 9)), [''])
})

test('what is wider than a line is broken, and nothing is lost', (t) => {
  t.deepEqual(text(flow(words('a', 'bcdefghij', 'k'), ' ', 4)), ['a', 'bcde', 'fghi', 'j k'])
  t.deepEqual(text(flow([[span('ab', 'dim'), span('cdef')]], ' ', 4)), ['abcd', 'ef'])
  t.deepEqual(text(flow([[span('abcd', 'dim'), span('ef')]], ' ', 4)), ['abcd', 'ef'])
})

test('wide characters are not halved', (t) => {
  const lines = flow(words('日本語日本語'), ' ', 5)
  t.deepEqual(text(lines), ['日本', '語日', '本語'])
  t.true(lines.every((line) => widthOfSpans(line) <= 5))
  // There is no place for it: better too wide than for ever.
  t.deepEqual(text(flow(words('日'), ' ', 1)), ['日'])
  t.deepEqual(text(flow(words('ab'), ' ', -3)), ['a', 'b'])
})
