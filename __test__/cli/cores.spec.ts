import test from 'ava'
import { cores } from '../../src/cli/cores.ts'
import { widthOf } from '../../src/cli/width.ts'

const drawn = (count: number, columns: number, lines = Number.POSITIVE_INFINITY) =>
  cores(
    Array.from({ length: count }, (_, core) => core % 101),
    { columns, indent: 5, lines },
  ).map((line) => line.map(({ text }) => text).join(''))

test('each core has its bar, read downwards, below the bars of the machine', (t) => {
  t.deepEqual(drawn(4, 40), [
    '   0 ··········   0%  2 ▎·········   2%',
    '   1 ▏·········   1%  3 ▎·········   3%',
  ])
})

test('128 cores stand in columns', (t) => {
  const lines = drawn(128, 120)
  t.true(lines.length <= 20, String(lines.length))
  const found = lines.flatMap((line) =>
    [...line.matchAll(/(\d+) [█▏▎▍▌▋▊▉·]+ +\d+%/g)].map((match) => Number(match[1])),
  )
  t.deepEqual(
    found.toSorted((a, b) => a - b),
    Array.from({ length: 128 }, (_, core) => core),
  )
})

test('where lines are few, a core is one letter', (t) => {
  const lines = drawn(128, 80, 9)
  t.is(lines.length, 2)
  t.is(lines.join('').match(/[▁▂▃▄▅▆▇█]/g)?.length, 128)
})

test('no line is too wide, none is missing', (t) => {
  for (const columns of [20, 33, 60, 80, 120, 240]) {
    for (const count of [1, 2, 3, 4, 5, 8, 9, 16, 31, 64, 128, 1000]) {
      for (const lines of [4, 12, Number.POSITIVE_INFINITY]) {
        const widest = Math.max(...drawn(count, columns, lines).map(widthOf))
        t.true(widest <= columns, `${count} cores in ${columns} columns: ${widest}`)
      }
    }
  }
})

test('no cores, unknown cores', (t) => {
  t.deepEqual(drawn(0, 80), [])
  const [line = []] = cores([null], { columns: 30, indent: 5, lines: 4 })
  t.regex(line.map(({ text }) => text).join(''), /^ {3}0 ·+ +–$/)
})
