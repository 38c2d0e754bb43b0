import test from 'ava'
import type { NativeError } from '../index.js'
import { Cells } from '../src/cells.ts'
import { askMachine, Rows, sumUp } from '../src/machine.ts'

/** Answers as the native module would. */
function answers(text: string, numbers: readonly number[]) {
  return (_paths: number, room: Float64Array): string | number => {
    if (numbers.length > room.length) return numbers.length
    room.set(numbers)
    return text
  }
}

const failure: NativeError = { failure: 'OutOfRange', message: 'too far' }

test('a record is read from where it was written', (t) => {
  const question = (paths: number, room: Float64Array) => room.set([paths, 7]) as undefined
  t.deepEqual(
    askMachine(question, (cells) => [cells.number(), cells.number()], 3),
    [3, 7],
  )
})

test('a failure is thrown', (t) => {
  t.throws(
    () =>
      askMachine(
        () => failure,
        () => t.fail(),
      ),
    { instanceOf: RangeError, message: 'too far' },
  )
  t.throws(() => new Rows(() => failure).ask(() => t.fail()), { instanceOf: RangeError, message: 'too far' })
})

test('rows have their text in one piece, with empty cells at its end too', (t) => {
  const rows = new Rows(answers('a\0\0', [1, 2]))
  t.deepEqual(
    rows.ask((cells) => [cells.text(), cells.text(), cells.number(), cells.number()]),
    ['a', '', 1, 2],
  )
  t.deepEqual(rows.texts(), ['a', ''])
  t.deepEqual(new Rows(answers('', [])).texts(), [])
  t.deepEqual(new Rows(answers('\0', [])).texts(), [''])
})

test('the same text is the same array, and another is another', (t) => {
  let text = 'a\0b\0'
  const rows = new Rows((paths, room) => answers(text, [])(paths, room))
  const before = rows.texts()
  t.is(rows.texts(), before)
  text = 'a\0'
  t.deepEqual(rows.texts(), ['a'])
  t.deepEqual(before, ['a', 'b'])
})

test('an answer of any length finds room, also one that grows meanwhile', (t) => {
  const many = Array.from({ length: 5000 }, (_, at) => at)
  const rows = new Rows(answers('', many))
  t.deepEqual(
    rows.ask((cells) => cells.items(many.length, (each) => each.number())),
    many,
  )
  let length = 20_000
  const growing = new Rows((paths, room) => {
    length *= 1.5
    return answers('', new Array(length).fill(7))(paths, room)
  })
  growing.texts()
  t.is(growing.numbers[length - 1], 7)
})

test('a sum is of all rows, and unknown if one of them is', (t) => {
  const numbers = Float64Array.of(1, 2, 10, Number.NaN, 100, 5, 7)
  sumUp(numbers, 3, 2)
  t.deepEqual([...numbers.subarray(0, 2)], [111, Number.NaN])
  const lacking = new Cells(Float64Array.of(-Infinity, -Infinity))
  t.is(lacking.field(), undefined)
})
