import test from 'ava'
import type { Handle } from '../src/handle.ts'
import { hidden, Listed } from '../src/listed.ts'

const HIDDEN = 0
const PIDFS = 1

interface Made {
  pid: number
  key: number
}

const list = () => new Listed<Made>((handle: Handle) => ({ pid: handle.pid, key: handle.numbers[4] ?? 0 }))

/** Handles of processes, each with its number and key; without a key it is hidden. */
function handles(...processes: [pid: number, key?: number][]): Float64Array {
  const numbers = processes.flatMap(([pid, key]) => [
    0,
    pid,
    key === undefined ? HIDDEN : PIDFS,
    0,
    key ?? 0,
    0,
  ])
  return Float64Array.from(numbers)
}

test('the same object while it lives, and another for another process', (t) => {
  const listed = list()
  const [first, second] = listed.begin()(handles([1, 10], [2, 20]))
  t.deepEqual(
    [first, second],
    [
      { pid: 1, key: 10 },
      { pid: 2, key: 20 },
    ],
  )
  const [same, other] = listed.begin()(handles([1, 10], [2, 21]))
  t.is(same, first)
  t.deepEqual(other, { pid: 2, key: 21 })
  t.deepEqual(listed.begin()(handles([1])), [1], 'its number alone')
  const [again] = listed.begin()(handles([1, 10]))
  t.not(again, first, 'it was not kept for who may not look')
})

test('of two at the same time each has the objects of the other', (t) => {
  for (const isReversed of [false, true]) {
    const listed = list()
    const [early, late] = [listed.begin(), listed.begin()]
    const [first, then] = isReversed ? [late, early] : [early, late]
    const [one, two] = first(handles([1, 10], [2, 20]))
    const [same, three] = then(handles([1, 10], [3, 30]))
    t.is(same, one)
    t.deepEqual(listed.begin()(handles([1, 10], [2, 20], [3, 30])), [one, two, three])
    const [, kept] = listed.begin()(handles([1, 10], [2, 20], [3, 30]))
    t.is(kept, two)
  }
})

test('an old listing that comes late does not bring back who had the number before', (t) => {
  const listed = list()
  const [early, late] = [listed.begin(), listed.begin()]
  const [present] = late(handles([7, 71]))
  t.deepEqual(early(handles([7, 70])), [{ pid: 7, key: 70 }])
  const [same] = listed.begin()(handles([7, 71]))
  t.is(same, present)
})

test('one that never came is no matter', (t) => {
  const listed = list()
  listed.begin()
  const [first] = listed.begin()(handles([1, 10]))
  t.is(listed.begin()(handles([1, 10]))[0], first)
})

test('who is hidden', (t) => {
  t.like(hidden(7), { pid: 7, code: 'ERR_ACCESS_DENIED' })
})
