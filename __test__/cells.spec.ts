import test from 'ava'
import { Cells, put, without } from '../src/cells.ts'

function cells(numbers: number[], text: string[] = []): Cells {
  return Cells.of({
    rows: 1,
    numbers: new Float64Array(numbers),
    text: text.map((cell) => `${cell}\0`).join(''),
    tables: [],
  })
}

test('cells are read one after the other', (t) => {
  const some = cells([7, Number.NaN, 1, 0, -1], ['a', '\x18\x1A', '', 'ä\n'])
  t.deepEqual([some.number(), some.numberOrNull()], [7, null])
  t.deepEqual([some.flag(), some.flag(), some.number()], [true, false, -1])
  t.deepEqual([some.text(), some.textOrNull(), some.textOrNull(), some.text()], ['a', null, '', 'ä\n'])
})

test('a field is there, not known, or none of this platform', (t) => {
  const some = cells([0, Number.NaN, -Infinity])
  t.deepEqual([some.field(), some.field(), some.field()], [0, null, undefined])
})

test('a record has no field that the platform lacks', (t) => {
  const some = cells([0, Number.NaN, -Infinity, 7])
  const record: { a?: number | null; b?: number | null; c?: number | null } = {}
  for (const name of ['a', 'b', 'c'] as const) put(record, name, some)
  t.deepEqual(record, { a: 0, b: null })
  t.is(some.number(), 7)
})

test('a record that was read in one literal has no field that the platform lacks either', (t) => {
  const read = (numbers: number[]) => {
    const some = cells(numbers)
    return { a: some.number(), b: some.field(), c: some.field() }
  }
  const record = (numbers: number[]) => {
    const it = read(numbers)
    return without<{ a: number; b?: number | null; c?: number | null }>(it.c === undefined, it)
  }
  t.deepEqual(record([1, 2, Number.NaN]), { a: 1, b: 2, c: null })
  t.deepEqual(Object.keys(record([1, -Infinity, -Infinity])), ['a'])
  t.deepEqual(record([1, Number.NaN, -Infinity]), { a: 1, b: null })
})

test('numbers from a place on', (t) => {
  t.is(new Cells(new Float64Array([1, 2, 3]), 2).number(), 3)
})

test('a list ends where it ends', (t) => {
  const some = cells([2, 0, 7], ['a', 'b', 'c'])
  const texts = () => some.list(() => some.text())
  t.deepEqual([texts(), texts(), some.number(), some.text()], [['a', 'b'], [], 7, 'c'])
})

test('what has no cells left says so', (t) => {
  const none = cells([])
  t.is(none.number(), Number.NaN)
  t.throws(() => none.table(), { instanceOf: RangeError })
})
