import { join } from 'node:path'
import test from 'ava'
import { bootTime, paths, timeSinceBoot, uptime } from 'psutil-native'
import { madeUpProcfs, saysWhatIsMissing } from './oracle/made-up.ts'

test.serial('a made-up tree has no clocks but its files', (t) => {
  madeUpProcfs(t, { stat: 'cpu  1 2 3 4\nbtime 1700000000\n', uptime: '123.45 400.00\n' })
  t.is(bootTime(), 1_700_000_000_000)
  t.is(timeSinceBoot(), 123.45)
  t.is(uptime(), 123.45)
})

test.serial('the instant of booting is one that Date takes', (t) => {
  const boot = new Date(bootTime())
  t.true(boot < new Date())
  t.is(boot.getTime(), Math.trunc(bootTime()))
})

test.serial('the same instant at every call', (t) => {
  t.is(new Set(Array.from({ length: 1000 }, bootTime)).size, 1)
})

test.serial('missing files', (t) => {
  const root = madeUpProcfs(t, {})
  saysWhatIsMissing(t, bootTime, join(root, 'stat'))
  saysWhatIsMissing(t, timeSinceBoot, join(root, 'uptime'))
  saysWhatIsMissing(t, uptime, join(root, 'uptime'))
})

test.serial('a tree that is not there at all', (t) => {
  const root = madeUpProcfs(t, {})
  madeUpProcfs(t, {})
  t.throws(
    () => {
      paths.procfs = join(root, 'nowhere')
      bootTime()
    },
    { name: 'SystemError', code: 'ENOENT' },
  )
})

test.serial('empty files and cut off ones', (t) => {
  for (const [stat, up] of [
    ['', ''],
    ['cpu  1 2 3 4\nbtime \n', 'x y\n'],
  ] as const) {
    const root = madeUpProcfs(t, { stat, uptime: up })
    t.like(t.throws(bootTime, { name: 'KernelDataError' }), { path: join(root, 'stat') })
    t.like(t.throws(timeSinceBoot, { name: 'KernelDataError' }), { path: join(root, 'uptime') })
    t.like(t.throws(uptime, { name: 'KernelDataError' }), { path: join(root, 'uptime') })
  }
})
