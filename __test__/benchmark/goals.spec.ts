import test from 'ava'
import type { Row } from '../../benchmark/contender.ts'
import { ALLOWANCE, GOALS, type Goal, judge } from '../../benchmark/goals.ts'

const row = (figures: Record<string, (number | null)[]>): Row => ({
  name: 'work',
  group: 'group',
  unit: 'nanoseconds',
  contenders: Object.entries(figures).map(([name, rounds]) => ({ name, rounds })),
})

const reached = (goal: Omit<Goal, 'row'>, figures: Record<string, (number | null)[]>) =>
  judge([row(figures)], [{ row: 'work', ...goal }])[0]?.reached

test('at most so many times the floor, of the same round', (t) => {
  const goal = { against: 'floor', atMost: 1 }
  // the machine was ten times slower in the second round, for both
  t.true(reached(goal, { 'psutil-native': [9, 90, 9], floor: [10, 100, 10] }))
  t.false(reached(goal, { 'psutil-native': [13, 130], floor: [10, 100] }))
})

test('noise may cost fifteen percent', (t) => {
  const goal = { against: 'floor', atMost: 1 }
  t.is(ALLOWANCE, 0.15)
  t.true(reached(goal, { 'psutil-native': [114], floor: [100] }))
  t.false(reached(goal, { 'psutil-native': [116], floor: [100] }))
})

test('so many times as fast as a peer', (t) => {
  const goal = { against: 'psutil', timesAsFast: 8 }
  t.true(reached(goal, { 'psutil-native': [10], psutil: [70] }))
  t.false(reached(goal, { 'psutil-native': [10], psutil: [69] }))
})

test('an absolute figure', (t) => {
  t.true(reached({ atMost: 100 }, { 'psutil-native': [120, 90, 100] }))
  t.false(reached({ atMost: 100 }, { 'psutil-native': [120, 90, 130] }))
})

test('who is meant may be another than the default', (t) => {
  const figures = { 'psutil-native': [1], 'psutil-native, one thread': [9], floor: [2] }
  t.false(reached({ contender: 'psutil-native, one thread', against: 'floor', atMost: 1 }, figures))
})

test('a peer that is absent, or never ran in the same round, decides nothing', (t) => {
  const goal = { against: 'psutil', timesAsFast: 8 }
  t.is(reached(goal, { 'psutil-native': [10] }), null)
  t.is(reached(goal, { 'psutil-native': [10, null], psutil: [null, 100] }), null)
})

test('rows that were not asked for have no verdict', (t) => {
  t.deepEqual(judge([row({ 'psutil-native': [1] })]), [])
})

test('every goal says one thing', (t) => {
  t.true(GOALS.length > 30)
  for (const { row, atMost, timesAsFast, against } of GOALS) {
    t.is([atMost, timesAsFast].filter((each) => each !== undefined).length, 1, row)
    t.true(timesAsFast === undefined || against !== undefined, row)
  }
})
