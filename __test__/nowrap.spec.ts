import test from 'ava'
import { clearIoCountersCache, Nowrap, nowrapOf, wantsNowrap } from '../src/nowrap.ts'
import { paths } from '../src/paths.ts'

/** Corrects rows of one column. */
function correct(nowrap: Nowrap, rows: Record<string, number>): Record<string, number> {
  const [names, numbers] = [Object.keys(rows), Float64Array.from(Object.values(rows))]
  nowrap.correct(names, numbers, 1)
  return Object.fromEntries(names.map((name, row) => [name, numbers[row] ?? 0]))
}

/** What a sequence of values of one counter is corrected to. */
function corrected(values: number[], names: readonly string[] = ['sda']): (number | undefined)[] {
  const nowrap = new Nowrap()
  return values.map((value) => {
    const numbers = Float64Array.of(value)
    nowrap.correct(names, numbers, 1)
    return numbers[0]
  })
}

test.serial('trap 2: what is lost at a wrap is added once, and not again at the next call', (t) => {
  t.deepEqual(corrected([100, 150, 10, 20, 30, 160]), [100, 150, 160, 170, 180, 310])
})

test.serial('trap 2: several wraps', (t) => {
  t.deepEqual(corrected([5, 3, 4, 1, 0, 0, 7]), [5, 8, 9, 10, 10, 10, 17])
})

test.serial('trap 2: a counter of 32 bits goes on past its end', (t) => {
  const full = 2 ** 32 - 1
  t.deepEqual(corrected([full - 1, full, 0, 5]), [full - 1, full, full, full + 5])
})

test.serial('trap 2: each column and each row has its own', (t) => {
  const nowrap = new Nowrap()
  nowrap.correct(['sda', 'sdb'], Float64Array.of(10, 10, 10, 10), 2)
  const numbers = Float64Array.of(1, 11, 12, 2, 7)
  nowrap.correct(['sda', 'sdb'], numbers, 2)
  t.deepEqual([...numbers], [11, 11, 12, 12, 7])
})

test.serial('E-F3 a device that goes and comes back begins anew', (t) => {
  const nowrap = new Nowrap()
  correct(nowrap, { sda: 10, sdb: 10 })
  correct(nowrap, { sda: 4 })
  t.deepEqual(correct(nowrap, { sda: 5, sdb: 3 }), { sda: 15, sdb: 3 })
})

test.serial('rows are known by their names, wherever they stand', (t) => {
  const nowrap = new Nowrap()
  correct(nowrap, { sda: 10, sdb: 20 })
  correct(nowrap, { sdb: 5, sda: 11 })
  t.deepEqual(correct(nowrap, { new: 1, sda: 12, sdb: 6 }), { new: 1, sda: 12, sdb: 26 })
})

test.serial('what is unknown stays so, and what was lost is not forgotten meanwhile', (t) => {
  t.deepEqual(corrected([7, 2, Number.NaN, 3]), [7, 9, Number.NaN, 10])
  t.deepEqual(corrected([-Infinity, -Infinity]), [-Infinity, -Infinity])
})

test.serial('a row may have any name', (t) => {
  for (const name of ['__proto__', 'constructor', 'hasOwnProperty', '']) {
    t.deepEqual(corrected([5, 1], [name]), [5, 6])
  }
})

test.serial('cleared, it knows nothing of before', (t) => {
  const nowrap = new Nowrap()
  const names = ['sda']
  const reads = (count: number) => {
    const numbers = Float64Array.of(count)
    nowrap.correct(names, numbers, 1)
    return numbers[0]
  }
  t.deepEqual([reads(10), reads(1)], [10, 11])
  nowrap.clear()
  t.is(reads(0), 0)
})

test.serial('all are cleared together', (t) => {
  const both = [new Nowrap(), new Nowrap()]
  const reads = (count: number) => both.map((each) => correct(each, { sda: count }).sda)
  reads(10)
  t.deepEqual(reads(1), [11, 11])
  clearIoCountersCache()
  t.deepEqual(reads(1), [1, 1])
})

test.serial('each function has its own, and each tree', (t) => {
  t.teardown(() => {
    paths.procfs = '/proc'
    clearIoCountersCache()
  })
  clearIoCountersCache()
  const reads = (count: number) => correct(nowrapOf('diskIoCounters'), { sda: count }).sda
  t.is(nowrapOf('diskIoCounters'), nowrapOf('diskIoCounters'))
  t.not(nowrapOf('diskIoCounters'), nowrapOf('perdiskIoCounters'))
  t.is(reads(10), 10)
  paths.procfs = '/elsewhere'
  t.is(reads(1), 1)
  paths.procfs = '/proc'
  t.is(reads(2), 12)
  t.is(clearIoCountersCache(), undefined)
  t.is(reads(1), 1)
})

test.serial('the option', (t) => {
  t.true(wantsNowrap({}))
  t.true(wantsNowrap({ nowrap: undefined }))
  t.true(wantsNowrap({ nowrap: true }))
  t.false(wantsNowrap({ nowrap: false }))
  for (const wrong of [null, 1, 'false', {}]) {
    const error = t.throws(() => wantsNowrap({ nowrap: wrong as never }), {
      instanceOf: TypeError,
      code: 'ERR_INVALID_ARG_TYPE',
    })
    t.true(error.message.includes('options.nowrap'))
  }
  for (const wrong of [null, true, 7]) {
    t.throws(() => wantsNowrap(wrong as never), { instanceOf: TypeError, code: 'ERR_INVALID_ARG_TYPE' })
  }
})
