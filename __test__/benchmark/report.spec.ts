import test from 'ava'
import type { Row, Unit } from '../../benchmark/contender.ts'
import { judge } from '../../benchmark/goals.ts'
import { cell, digits, goalTable, tables, withUnit } from '../../benchmark/report.ts'

const row = (figures: Record<string, (number | null)[]>, unit: Unit = 'nanoseconds'): Row => ({
  name: 'work',
  group: 'group',
  unit,
  contenders: Object.entries(figures).map(([name, rounds]) => ({ name, rounds })),
})

const cellOf = (of: Row, name: string) =>
  cell(
    of,
    of.contenders.find((each) => each.name === name),
  )

test('the floor is a time, all others are in proportion to it', (t) => {
  const work = row({ floor: [1000, 2000, 3000], psutil: [4000, 4000, 12_000] })
  t.is(cellOf(work, 'floor'), '2.00 µs (1.50–2.50)')
  t.is(cellOf(work, 'psutil'), '4.00× (3.00–4.00)')
  t.is(cellOf(work, 'nobody'), '–')
})

test('it is said who ran in fewer rounds', (t) => {
  const work = row({ floor: [10, 10, 10], slow: [40, 60, null] })
  t.is(cellOf(work, 'slow'), '5.00× (4.50–5.50; 2 rounds)')
})

test('without a floor all are absolute, and what was measured once has no spread', (t) => {
  t.is(cellOf(row({ 'psutil-native': [2 * 1024 * 1024] }, 'bytes'), 'psutil-native'), '2.00 MB')
  t.is(cellOf(row({ 'psutil-native': [-2e6, 4e6] }), 'psutil-native'), '1.00 ms (-0.50–2.50)')
})

test('a table for each group, the floor and the package first', (t) => {
  const lines = tables([row({ psutil: [3], 'psutil-native': [2], floor: [1] })]).split('\n')
  t.deepEqual(lines, [
    '### group',
    '',
    '|  | floor | psutil-native | psutil |',
    '| --- | ---: | ---: | ---: |',
    '| work | 1.00 ns | 2.00× | 3.00× |',
  ])
})

test('figures have the digits that mean something', (t) => {
  t.deepEqual([0.456, 4.56, 45.67, 456.7].map(digits), ['0.46', '4.56', '45.7', '457'])
  t.is(withUnit(1500, 'nanoseconds'), '1.50 µs')
  t.is(withUnit(1536, 'bytes'), '1.50 KB')
  t.is(withUnit(0, 'nanoseconds'), '0.00 ns')
})

test('a goal that was missed is seen', (t) => {
  const rows = [row({ 'psutil-native': [30], floor: [10] })]
  const goal = { row: 'work', against: 'floor', atMost: 1.1 }
  const [, , line] = goalTable(judge(rows, [goal]), rows).split('\n')
  t.is(line, '| work | psutil-native | at most 1.10× of floor | 3.00× | **missed** |')
})
