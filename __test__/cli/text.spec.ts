import test from 'ava'
import { HOSTILE, harmless, printable } from '../../src/cli/text.ts'

test('what could steer a terminal becomes U+FFFD', (t) => {
  t.is(printable('a\x1b[31mb\x07\r\nc\td'), 'a\u{FFFD}[31mb\u{FFFD}\u{FFFD}\u{FFFD}c\u{FFFD}d')
  const hostile = [
    '\0',
    '\x7f',
    '\x9b',
    '\u202e',
    '\u2066',
    '\u200b',
    '\u200d',
    '\u2028',
    '\u2029',
    '\ud800',
    '\u3164',
  ]
  for (const character of hostile) t.is(printable(`x${character}y`), 'x\u{FFFD}y', JSON.stringify(character))
  t.is(printable('\u{E0041}'), '\u{FFFD}')
})

test('ordinary text stays', (t) => {
  for (const text of ['node --flag=ü', '日本語', 'e\u0301', '👩', 'Привет', '']) t.is(printable(text), text)
})

test('marks do not pile up', (t) => {
  t.is(printable(`e${'\u0301'.repeat(500)}f`), `e${'\u0301'.repeat(3)}f`)
  t.is(printable('☺\uFE0F'), '☺')
})

test('megabytes are cut off, a half character at the cut is harmless', (t) => {
  const text = printable('😀'.repeat(1_000_000).replace(/^/, 'x'))
  t.true(text.length <= 8192)
  t.is(text.match(HOSTILE), null)
})

test('megabytes for a pipe stay whole, and harmless', (t) => {
  t.is(harmless(`${'x'.repeat(1_000_000)}\x1b`), `${'x'.repeat(1_000_000)}\u{FFFD}`)
})
