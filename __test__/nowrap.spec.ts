import test from 'ava'
import { clearIoCountersCache, Nowrap } from '../src/nowrap.ts'

/** What one counter is said to be, given what the kernel says one time after the other. */
function corrected(raw: number[], memory = new Nowrap()): number[] {
  return raw.map((bytes) => memory.correct({ eth0: { bytes } }).eth0?.bytes ?? Number.NaN)
}

test('trap 2: what was lost is added once, however often a counter wraps', (t) => {
  t.deepEqual(corrected([100, 150, 10, 20, 30, 160]), [100, 150, 160, 170, 180, 310])
  t.deepEqual(corrected([5, 3, 2, 1, 0]), [5, 8, 10, 11, 11])
  t.deepEqual(corrected([7, 7, 7]), [7, 7, 7])
})

test('each field of each row is corrected for itself', (t) => {
  const memory = new Nowrap()
  memory.correct({ a: { x: 10, y: 10 }, b: { x: 10, y: 10 } })
  t.deepEqual(
    { ...memory.correct({ a: { x: 1, y: 11 }, b: { x: 12, y: 0 } }) },
    {
      a: { x: 11, y: 11 },
      b: { x: 12, y: 10 },
    },
  )
})

test('a row that comes back is new', (t) => {
  const memory = new Nowrap()
  memory.correct({ a: { x: 100 }, b: { x: 1 } })
  memory.correct({ b: { x: 1 } })
  t.deepEqual({ ...memory.correct({ a: { x: 5 }, b: { x: 0 } }) }, { a: { x: 5 }, b: { x: 1 } })
})

test('what it is given is not touched, and names may be any', (t) => {
  const memory = new Nowrap()
  const rows = JSON.parse('{"__proto__": {"x": 9}, "constructor": {"x": 9}}')
  memory.correct(rows)
  const lower = JSON.parse('{"__proto__": {"x": 1}, "constructor": {"x": 2}}')
  const result = memory.correct(lower)
  t.deepEqual(Object.entries(result), [
    ['__proto__', { x: 10 }],
    ['constructor', { x: 11 }],
  ])
  t.is(Object.getPrototypeOf(result), null)
  t.deepEqual(Object.entries(lower), [
    ['__proto__', { x: 1 }],
    ['constructor', { x: 2 }],
  ])
})

test('clearing one or all begins anew', (t) => {
  const [one, other] = [new Nowrap(), new Nowrap()]
  t.deepEqual(corrected([100, 50], one), [100, 150])
  t.deepEqual(corrected([100, 50], other), [100, 150])
  one.clear()
  t.deepEqual(corrected([40], one), [40])
  t.deepEqual(corrected([40], other), [190])
  clearIoCountersCache()
  t.deepEqual(corrected([30], one), [30])
  t.deepEqual(corrected([30], other), [30])
})
