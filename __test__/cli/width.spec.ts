import test from 'ava'
import { padEnd, padEndOfPath, padStart, splitAt, truncate, widthOf } from '../../src/cli/width.ts'

test('widths as wcwidth(3)', (t) => {
  const widths = {
    '': 0,
    abc: 3,
    ü: 1,
    'e\u0301': 1,
    日本: 4,
    한: 2,
    ｶ: 1,
    Ａ: 2,
    '😀': 2,
    '🇩🇪': 2,
    '█▏·…–\u{FFFD}': 6,
    𠀀: 2,
  }
  for (const [text, width] of Object.entries(widths)) t.is(widthOf(text), width, text)
})

test('a text that fits stays', (t) => {
  t.is(truncate('abc', 3), 'abc')
  t.is(truncate('日本', 4), '日本')
  t.is(truncate('abe\u0301', 3), 'abe\u0301')
})

test('a text that does not fit ends in …, and wide characters are not halved', (t) => {
  t.is(truncate('abcd', 3), 'ab…')
  t.is(truncate('日本語', 5), '日本…')
  t.is(truncate('日本語', 4), '日…')
  t.is(truncate('日本', 1), '…')
  t.is(truncate('abc', 0), '')
})

test('padding is by columns', (t) => {
  t.is(padEnd('日', 4), '日  ')
  t.is(padStart('日', 4), '  日')
  t.is(padEnd('日本語', 4), '日… ')
  for (const text of ['a', '日本語日本語', 'e\u0301', '']) {
    t.is(widthOf(padEnd(text, 5)), 5)
    t.is(widthOf(padStart(text, 5)), 5)
  }
})

test('a path keeps its end', (t) => {
  t.is(padEndOfPath('/usr/lib/libc.so', 9), '…/libc.so')
  t.is(padEndOfPath('/usr/lib/libc.so', 8), '…libc.so')
  t.is(padEndOfPath('/x', 4), '/x  ')
  t.is(padEndOfPath('/日本', 4), '…本 ')
  t.is(padEndOfPath('/日本', 1), '…')
  t.is(padEndOfPath('/x', 0), '')
})

test('a text in two, of which the first fits', (t) => {
  t.deepEqual(splitAt('abc', 2), ['ab', 'c'])
  t.deepEqual(splitAt('abc', 3), ['abc', ''])
  t.deepEqual(splitAt('日本', 3), ['日', '本'])
  t.deepEqual(splitAt('日本', 1), ['', '日本'])
  t.deepEqual(splitAt('e\u0301x', 1), ['e\u0301', 'x'])
})
