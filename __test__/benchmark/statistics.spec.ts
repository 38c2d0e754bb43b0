import test from 'ava'
import { median, quantile, ratios, rotated, spread } from '../../benchmark/statistics.ts'

test('the middle of an odd and of an even number of values, in whatever order', (t) => {
  t.is(median([9, 1, 5]), 5)
  t.is(median([4, 1, 3, 2]), 2.5)
  t.is(median([7]), 7)
  t.is(median([]), Number.NaN)
})

test('quartiles lie between neighbours in proportion', (t) => {
  t.is(quantile([1, 2, 3, 4, 5], 0.25), 2)
  t.is(quantile([1, 2], 0.25), 1.25)
  t.deepEqual(spread([5, 1, 4, 2, 3]), { median: 3, low: 2, high: 4, count: 5 })
})

test('values are left as they were', (t) => {
  const values = Object.freeze([3, 1, 2])
  t.is(median(values), 2)
})

test('ratios are those of one round, and rounds in which one of two did not run do not count', (t) => {
  t.deepEqual(ratios([2, null, 9, 8, 1], [1, 5, 3, null, 0]), [2, 3])
  t.deepEqual(ratios([4, 6], [2]), [2])
})

test('each runs first once, and after each of its two neighbours', (t) => {
  const items = ['a', 'b', 'c']
  const rounds = Array.from({ length: 6 }, (_, round) => rotated(items, round).join(''))
  t.deepEqual(rounds.slice(0, 3), ['abc', 'bca', 'cab'])
  t.deepEqual(rounds.slice(3), ['cba', 'acb', 'bac'])
  t.deepEqual(rotated([], 4), [])
})
