import test from 'ava'
import { Columns } from '../src/table.ts'

const numbers = Float64Array.of(1, 0.5, 2, Number.NaN, 3, 2 ** 53 - 1)
const text = ['a', 'x\ny', '', '\u{FFFD}', '\x18\x1A', 'é'].map((cell) => `${cell}\0`).join('')
const columns = new Columns({ rows: 3, numbers, text })

test('cells stand by column and row', (t) => {
  const rows = columns.rows((row) => [columns.number(0, row), columns.text(1, row)])
  t.deepEqual(rows, [
    [1, 'x\ny'],
    [2, '\u{FFFD}'],
    [3, 'é'],
  ])
})

test('nothing is null, and empty text is text', (t) => {
  t.deepEqual(
    columns.rows((row) => columns.textOrNull(0, row)),
    ['a', '', null],
  )
  t.deepEqual(
    columns.rows((row) => columns.numberOrNull(1, row)),
    [0.5, null, 2 ** 53 - 1],
  )
})

test('a number of 64 bits, or nothing', (t) => {
  const halves = Float64Array.of(1, 2, Number.NaN, Number.NaN)
  const wide = new Columns({ rows: 2, numbers: halves, text: '' })
  t.deepEqual(
    wide.rows((row) => [wide.exactOrNull(0, row, false), wide.exactOrNull(0, row, true)]),
    [
      [2 ** 32 + 2, 2n ** 32n + 2n],
      [null, null],
    ],
  )
})

test('a table without rows', (t) => {
  const empty = new Columns({ rows: 0, numbers: new Float64Array(), text: '' })
  t.deepEqual(
    empty.rows((row) => row),
    [],
  )
})
