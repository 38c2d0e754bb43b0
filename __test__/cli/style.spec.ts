import test from 'ava'
import { paint, span, styleOfLoad, wantsColour } from '../../src/cli/style.ts'

test('colours are reset, plain text and spaces have none', (t) => {
  t.is(paint([span('a', 'bold'), span(' '), span('b')], 80, true), '\x1b[1ma\x1b[0m b')
  t.is(paint([span('  ', 'dim')], 80, true), '  ')
})

test('without colours there are no escapes and no spaces at the end', (t) => {
  t.is(paint([span('a', 'high'), span('  ')], 80, false), 'a')
})

test('a line is cut off at the edge, with colours and without', (t) => {
  const line = [span('abc', 'bold'), span('日本語', 'low'), span('x')]
  t.is(paint(line, 6, false), 'abc日…')
  t.is(paint(line, 6, true), '\x1b[1mabc\x1b[0m\x1b[32m日…\x1b[0m')
  t.is(paint(line, 0, false), '')
})

test('loads', (t) => {
  t.deepEqual([0, 59, 60, 89, 90, 100].map(styleOfLoad), ['low', 'low', 'medium', 'medium', 'high', 'high'])
})

test('when to use colours', (t) => {
  t.true(wantsColour(true, {}))
  t.false(wantsColour(false, {}))
  t.false(wantsColour(true, { NO_COLOR: '1' }))
  t.true(wantsColour(true, { NO_COLOR: '' }))
  t.false(wantsColour(true, { TERM: 'dumb' }))
  t.true(wantsColour(false, { FORCE_COLOR: '1' }))
  t.true(wantsColour(false, { FORCE_COLOR: '1', NO_COLOR: '1' }))
  t.false(wantsColour(true, { FORCE_COLOR: '0' }))
})
