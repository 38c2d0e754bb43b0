import test from 'ava'
import { Handle, LENGTH } from '../src/handle.ts'

const UNKNOWN = 0
const PIDFS = 1
const START = 2

interface Numbers {
  paths?: number
  pid?: number
  kind?: number
  upper?: number
  lower?: number
  oneshot?: number
}

function numbers({ paths = 0, pid = 7, kind = PIDFS, upper = 1, lower = 2, oneshot = 0 }: Numbers): number[] {
  return [paths, pid, kind, upper, lower, oneshot]
}

const handle = (of: Numbers) => new Handle(Float64Array.from(numbers(of)))

test('handles that came one after the other do not share their numbers', (t) => {
  const [first, second, ...more] = Handle.list(
    Float64Array.from([numbers({ pid: 7 }), numbers({ pid: 8 })].flat()),
  )
  t.deepEqual([first?.pid, second?.pid, more.length], [7, 8, 0])
  t.not(first?.numbers.buffer, second?.numbers.buffer)
  if (first !== undefined) first.oneshot = 3
  t.deepEqual([...(second?.numbers.subarray(0, LENGTH) ?? [])], numbers({ pid: 8 }))
  t.deepEqual(Handle.list(new Float64Array()), [])
})

test('handles go one after the other as they came', (t) => {
  const both = Float64Array.from([numbers({ pid: 7 }), numbers({ pid: 8, oneshot: 3 })].flat())
  t.deepEqual(Handle.join(Handle.list(both)), both)
  t.deepEqual(Handle.join([]), new Float64Array())
})

test('its words tell it from all others', (t) => {
  t.is(handle({ oneshot: 3 }).words, handle({}).words)
  for (const other of [{ paths: 1 }, { pid: 8 }, { kind: START }, { upper: 9 }, { lower: 9 }]) {
    t.not(handle(other).words, handle({}).words)
  }
})

test('a process that may not be read has a number only', (t) => {
  t.true(handle({ kind: PIDFS }).isReadable)
  t.true(handle({ kind: START }).isReadable)
  t.false(handle({ kind: UNKNOWN }).isReadable)
})

test('another number or key is another process', (t) => {
  for (const kind of [PIDFS, START]) {
    t.true(handle({ kind }).equals(handle({ kind })))
    t.false(handle({ kind }).equals(handle({ kind, pid: 8 })))
    t.false(handle({ kind }).equals(handle({ kind, upper: 9 })))
    t.false(handle({ kind }).equals(handle({ kind, lower: 9 })))
  }
  t.false(handle({ kind: PIDFS }).equals(handle({ kind: START })))
  t.false(handle({ kind: START }).equals(handle({ kind: PIDFS })))
})

test('a key that counts from boot says something only under its own paths', (t) => {
  t.false(handle({ kind: START, paths: 0 }).equals(handle({ kind: START, paths: 1 })))
  t.true(handle({ kind: PIDFS, paths: 0 }).equals(handle({ kind: PIDFS, paths: 1 })))
})

test('a oneshot does not make another process', (t) => {
  const inOneshot = handle({})
  inOneshot.oneshot = 5
  t.is(inOneshot.numbers[LENGTH - 1], 5)
  t.true(inOneshot.equals(handle({})))
})
