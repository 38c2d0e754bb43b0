import { join } from 'node:path'
import test from 'ava'
import { swapMemory, virtualMemory } from 'psutil-native'
import { madeUpProcfs, saysWhatIsMissing } from './oracle/made-up.ts'

const MEMINFO = `MemTotal:       1000 kB
MemFree:         100 kB
MemAvailable:    400 kB
Buffers:          10 kB
Cached:           20 kB
SwapCached:        9 kB
Active:           30 kB
Inactive:         40 kB
SwapTotal:       200 kB
SwapFree:        150 kB
Shmem:            50 kB
Slab:             60 kB
SReclaimable:      5 kB
`
const VMSTAT = 'pgpgin 7\npswpin 3\npswpout 4\n'

function without(key: string): string {
  return MEMINFO.replace(new RegExp(`^${key}:.*\n`, 'm'), '')
}

test.serial('RAM in bytes', (t) => {
  madeUpProcfs(t, { meminfo: MEMINFO })
  t.deepEqual(virtualMemory(), {
    total: 1000 * 1024,
    available: 400 * 1024,
    percent: 60,
    used: 600 * 1024,
    free: 100 * 1024,
    active: 30 * 1024,
    inactive: 40 * 1024,
    buffers: 10 * 1024,
    cached: 25 * 1024,
    shared: 50 * 1024,
    slab: 60 * 1024,
  })
})

test.serial('swap in bytes, what went in and out in whole pages', (t) => {
  madeUpProcfs(t, { meminfo: MEMINFO, vmstat: VMSTAT })
  const { sin, sout, ...rest } = swapMemory()
  t.deepEqual(rest, { total: 200 * 1024, used: 50 * 1024, free: 150 * 1024, percent: 25 })
  t.true((sin ?? 0) >= 3 * 4096)
  t.is((sout ?? 0) / (sin ?? 0), 4 / 3)
})

test.serial('what other platforms have is absent', (t) => {
  madeUpProcfs(t, { meminfo: MEMINFO })
  t.false('wired' in virtualMemory())
})

test.serial('lines that this kernel does not have are null', (t) => {
  madeUpProcfs(t, { meminfo: 'MemTotal: 1000 kB\nMemFree: 100 kB\n' })
  const unknown = { active: null, inactive: null, buffers: null, cached: null, shared: null, slab: null }
  t.deepEqual(virtualMemory(), {
    total: 1000 * 1024,
    available: 100 * 1024,
    percent: 90,
    used: 900 * 1024,
    free: 100 * 1024,
    ...unknown,
  })
})

test.serial('without vmstat the counters are null and the rest is known', (t) => {
  madeUpProcfs(t, { meminfo: MEMINFO })
  const swap: object = swapMemory()
  t.like(swap, { total: 200 * 1024, sin: null, sout: null })
})

test.serial('no swap is 0 percent of it', (t) => {
  madeUpProcfs(t, { meminfo: 'SwapTotal: 0 kB\nSwapFree: 0 kB\n', vmstat: VMSTAT })
  t.like(swapMemory(), { total: 0, used: 0, free: 0, percent: 0 })
})

test.serial('an available amount over the total is the host’s and not taken', (t) => {
  madeUpProcfs(t, { meminfo: MEMINFO.replace(' 400 kB', '4000 kB') })
  t.is(virtualMemory().available, 100 * 1024)
})

test.serial('a missing file', (t) => {
  const path = join(madeUpProcfs(t, {}), 'meminfo')
  saysWhatIsMissing(t, virtualMemory, path)
  saysWhatIsMissing(t, swapMemory, path)
})

for (const key of ['MemTotal', 'MemFree']) {
  test.serial(`a file without ${key}`, (t) => {
    const path = join(madeUpProcfs(t, { meminfo: without(key) }), 'meminfo')
    const error = t.throws(virtualMemory, { name: 'KernelDataError', code: 'ERR_KERNEL_DATA' })
    t.like(error, { path })
    t.true(error?.message.includes(key))
  })
}

for (const key of ['SwapTotal', 'SwapFree']) {
  test.serial(`a file without ${key}`, (t) => {
    const path = join(madeUpProcfs(t, { meminfo: without(key) }), 'meminfo')
    const error = t.throws(swapMemory, { name: 'KernelDataError' })
    t.like(error, { path })
    t.true(error?.message.includes(key))
  })
}

test.serial('an empty file and one that ends within a number', (t) => {
  for (const meminfo of ['', 'MemTotal: 1000 kB\nMemFree: 10']) {
    const path = join(madeUpProcfs(t, { meminfo }), 'meminfo')
    t.like(t.throws(virtualMemory, { name: 'KernelDataError' }), { path })
  }
})

test.serial('JSON keeps everything', (t) => {
  madeUpProcfs(t, { meminfo: MEMINFO })
  t.deepEqual(JSON.parse(JSON.stringify(virtualMemory())), virtualMemory())
  t.deepEqual(JSON.parse(JSON.stringify(swapMemory())), swapMemory())
})
