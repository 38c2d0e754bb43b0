import test from 'ava'
import { clearIoCountersCache, Nowrap, nowrapOf, wantsNowrap } from '../src/nowrap.ts'
import { paths } from '../src/paths.ts'

/** What a sequence of values of one counter is corrected to. */
function corrected(values: number[]): (number | null | undefined)[] {
  const nowrap = new Nowrap()
  return values.map((bytes) => nowrap.correct<{ bytes: number }>({ sda: { bytes } }).sda?.bytes)
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

test.serial('trap 2: each field and each row has its own', (t) => {
  const nowrap = new Nowrap()
  nowrap.correct({ sda: { reads: 10, writes: 10 }, sdb: { reads: 10, writes: 10 } })
  t.deepEqual(
    { ...nowrap.correct({ sda: { reads: 1, writes: 11 }, sdb: { reads: 12, writes: 2 } }) },
    { sda: { reads: 11, writes: 11 }, sdb: { reads: 12, writes: 12 } },
  )
})

test.serial('E-F3 a device that goes and comes back begins anew', (t) => {
  const nowrap = new Nowrap()
  nowrap.correct({ sda: { reads: 10 }, sdb: { reads: 10 } })
  nowrap.correct({ sda: { reads: 4 } })
  const { sda, sdb } = nowrap.correct({ sda: { reads: 5 }, sdb: { reads: 3 } })
  t.deepEqual([sda, sdb], [{ reads: 15 }, { reads: 3 }])
})

test.serial('what is unknown stays so, and what was lost is not forgotten meanwhile', (t) => {
  const nowrap = new Nowrap()
  const correct = (reads: number | null) => nowrap.correct<{ reads: number | null }>({ sda: { reads } }).sda
  t.deepEqual(
    [correct(7), correct(2), correct(null), correct(3)].map((row) => row?.reads),
    [7, 9, null, 10],
  )
})

test.serial('rows that were given are left as they were', (t) => {
  const nowrap = new Nowrap()
  nowrap.correct({ sda: { reads: 10 } })
  const rows = Object.freeze({ sda: Object.freeze({ reads: 1 }) })
  t.deepEqual(nowrap.correct(rows).sda, { reads: 11 })
  t.is(rows.sda.reads, 1)
})

test.serial('a row may have any name', (t) => {
  const nowrap = new Nowrap()
  const rows: Record<string, { reads: number }> = Object.create(null)
  for (const name of ['__proto__', 'constructor', 'hasOwnProperty']) rows[name] = { reads: 5 }
  nowrap.correct(rows)
  for (const name of Object.keys(rows)) rows[name] = { reads: 1 }
  const after = nowrap.correct(rows)
  t.is(Object.getPrototypeOf(after), null)
  t.deepEqual(
    Object.entries(after),
    Object.keys(rows).map((name) => [name, { reads: 6 }]),
  )
})

test.serial('cleared, it knows nothing of before', (t) => {
  const nowrap = new Nowrap()
  nowrap.correct({ sda: { reads: 10 } })
  nowrap.correct({ sda: { reads: 1 } })
  nowrap.clear()
  t.deepEqual(nowrap.correct({ sda: { reads: 0 } }).sda, { reads: 0 })
})

test.serial('all are cleared together', (t) => {
  const both = [new Nowrap(), new Nowrap()]
  const reads = (count: number) => both.map((each) => each.correct({ sda: { reads: count } }).sda?.reads)
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
  const reads = (count: number) => nowrapOf('diskIoCounters').correct({ sda: { reads: count } }).sda?.reads
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
