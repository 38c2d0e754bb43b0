import test from 'ava'
import { bar, level } from '../../src/cli/bar.ts'

const drawn = (percent: number | null, width: number) =>
  bar(percent, width)
    .map(({ text }) => text)
    .join('')

test('a bar is filled by eighths', (t) => {
  t.is(drawn(0, 4), '····')
  t.is(drawn(50, 4), '██··')
  t.is(drawn(62.5, 4), '██▌·')
  t.is(drawn(100, 4), '████')
  t.is(drawn(null, 4), '····')
})

test('a little shows, and almost full is not full', (t) => {
  t.is(drawn(0.01, 4), '▏···')
  t.is(drawn(99.99, 4), '███▉')
})

test('a bar has its width whatever the share', (t) => {
  for (const percent of [-50, 0, 0.1, 33.3, 99.9, 100, 250]) {
    for (const width of [0, 1, 7, 80]) t.is(drawn(percent, width).length, width, `${percent}% of ${width}`)
  }
})

test('the fuller the louder', (t) => {
  t.deepEqual(
    [10, 70, 95].map((percent) => bar(percent, 8)[0]?.style),
    ['low', 'medium', 'high'],
  )
})

test('a standing bar', (t) => {
  t.is([0, 12.5, 50, 99, 100, 400].map((percent) => level(percent).text).join(''), '▁▂▅███')
  t.is(level(null).text, '·')
})
