// Records of numbers, each in the order in which it crosses.
import test from 'ava'
import { Cells } from '../../src/cells.ts'
import { Process } from '../../src/index.ts'
import * as records from '../../src/process/records.ts'

/** How many numbers each takes, and its fields in alphabetical order. */
const RECORDS: [(cells: Cells) => object, number, string[]][] = [
  [records.idsFrom, 3, ['effective', 'real', 'saved']],
  [records.cpuTimesFrom, 5, ['childrenSystem', 'childrenUser', 'iowait', 'system', 'user']],
  [records.cpuUseFrom, 3, ['age', 'cpu', 'now']],
  [records.ctxSwitchesFrom, 3, ['involuntary', 'total', 'voluntary']],
  [records.pageFaultsFrom, 2, ['major', 'minor']],
  [
    records.ioCountersFrom,
    6,
    ['readBytes', 'readChars', 'readCount', 'writeBytes', 'writeChars', 'writeCount'],
  ],
  [records.memoryInfoFrom, 7, ['data', 'peakRss', 'rss', 'shared', 'stack', 'text', 'vms']],
  [
    records.memoryExtrasFrom,
    8,
    ['hugetlb', 'locked', 'peakRss', 'peakVms', 'rssAnon', 'rssFile', 'rssShmem', 'swap'],
  ],
  [records.memoryFootprintFrom, 4, ['pss', 'shared', 'swap', 'uss']],
  [
    records.memoryFullInfoFrom,
    12,
    ['data', 'dirty', 'lib', 'peakRss', 'pss', 'rss', 'shared', 'stack', 'swap', 'text', 'uss', 'vms'],
  ],
]

test('a record takes its numbers, each once, and leaves the next', (t) => {
  for (const [from, count, names] of RECORDS) {
    const numbers = Float64Array.from({ length: count + 1 }, (_, at) => at)
    const cells = new Cells(numbers)
    const record: Record<string, unknown> = { ...from(cells) }
    t.deepEqual(Object.keys(record).toSorted(), names, from.name)
    const values = Object.values(record).toSorted((a, b) => Number(a) - Number(b))
    t.deepEqual(values, [...numbers.subarray(0, count)], from.name)
    t.is(cells.number(), count)
  }
})

test('what the kernel does not tell is null, and what the platform lacks is not there', (t) => {
  for (const [from, count] of RECORDS) {
    const unknown = Object.values(from(new Cells(new Float64Array(count).fill(Number.NaN))))
    t.true(unknown.every((value) => value === null || Number.isNaN(value)))
    const lacking = from(new Cells(new Float64Array(count).fill(-Infinity)))
    t.false(Object.values(lacking).includes(undefined))
  }
  const target = new Process()
  t.deepEqual(Object.keys(target.memoryInfo()), ['rss', 'vms', 'shared', 'text', 'data'])
})

test('a record is its own: the next does not change it', (t) => {
  const target = new Process()
  const [ids, times] = [target.uids(), target.cpuTimes()]
  const before = structuredClone([ids, times])
  target.memoryInfo()
  target.oneshot(() => target.cpuTimes())
  t.deepEqual([ids, times], before)
})
