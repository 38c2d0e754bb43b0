import { join } from 'node:path'
import test from 'ava'
import {
  cpuFreq,
  cpuStats,
  cpuTimes,
  logicalCpuCount,
  percpuFreq,
  percpuTimes,
  physicalCpuCount,
  usableCpuCount,
} from 'psutil-native'
import { lookAt, lookAtFixture, machine } from './helpers/made-up-machine.ts'
import { madeUpProcfs, saysWhatIsMissing } from './oracle/made-up.ts'

const WHOLE = `cpu  300 40 500 6000 70 80 90 100 110 120
cpu0 100 10 200 2000 30 30 40 50 60 70
cpu3 200 30 300 4000 40 50 50 50 50 50
intr 1 0 0
ctxt 2
btime 1700000000
`

// USER_HZ is 100 wherever Linux runs on the processors that this package is built for.
test.serial('every column in seconds at its place', (t) => {
  madeUpProcfs(t, { stat: WHOLE })
  t.deepEqual(cpuTimes(), {
    user: 3,
    system: 5,
    idle: 60,
    nice: 0.4,
    iowait: 0.7,
    irq: 0.8,
    softirq: 0.9,
    steal: 1,
    guest: 1.1,
    guestNice: 1.2,
  })
  t.deepEqual(
    percpuTimes().map(({ user, guestNice }) => [user, guestNice]),
    [
      [1, 0.7],
      [2, 0.5],
    ],
  )
})

test.serial('what other platforms have is absent', (t) => {
  madeUpProcfs(t, { stat: WHOLE })
  t.false('lockSpin' in cpuTimes())
  for (const each of percpuTimes()) t.false('lockSpin' in each)
})

test.serial('columns that an old kernel does not have are null', (t) => {
  madeUpProcfs(t, { stat: 'cpu  1 2 3 4\ncpu0 1 2 3 4 5 6 7\nintr 1\n' })
  const unknown = { steal: null, guest: null, guestNice: null }
  const old = { iowait: null, irq: null, softirq: null, ...unknown }
  t.deepEqual(cpuTimes(), { user: 0.01, nice: 0.02, system: 0.03, idle: 0.04, ...old })
  t.like(percpuTimes()[0], { iowait: 0.05, irq: 0.06, softirq: 0.07, ...unknown })
})

test.serial('a missing file', (t) => {
  const path = join(madeUpProcfs(t, {}), 'stat')
  saysWhatIsMissing(t, cpuTimes, path)
  saysWhatIsMissing(t, percpuTimes, path)
})

test.serial('an empty file', (t) => {
  const path = join(madeUpProcfs(t, { stat: '' }), 'stat')
  const expected = { name: 'KernelDataError', code: 'ERR_KERNEL_DATA' }
  t.like(t.throws(cpuTimes, expected), { path })
  t.like(t.throws(percpuTimes, expected), { path })
})

test.serial('a file that is cut off anywhere gives all CPUs or an error', (t) => {
  for (let length = 0; length < WHOLE.length; length += 1) {
    madeUpProcfs(t, { stat: WHOLE.slice(0, length) })
    try {
      t.is(percpuTimes().length, 2, `${length} bytes`)
    } catch (error) {
      t.like(error, { name: 'KernelDataError' }, `${length} bytes`)
    }
  }
})

test.serial('words that are not numbers', (t) => {
  madeUpProcfs(t, { stat: 'cpu  1 2 x 4\ncpu0 1 -2 3 4\nintr 1\n' })
  t.throws(cpuTimes, { name: 'KernelDataError' })
  t.throws(percpuTimes, { name: 'KernelDataError' })
})

test.serial('JSON keeps everything', (t) => {
  madeUpProcfs(t, { stat: 'cpu  1 2 3 4\ncpu0 1 2 3 4 5 6 7\nintr 1\n' })
  t.deepEqual(JSON.parse(JSON.stringify(cpuTimes())), cpuTimes())
  t.deepEqual(JSON.parse(JSON.stringify(percpuTimes())), percpuTimes())
})

test.serial('a laptop', (t) => {
  lookAtFixture(t, 'cpu-laptop')
  t.deepEqual([logicalCpuCount(), physicalCpuCount(), usableCpuCount()], [4, 2, 4])
  t.deepEqual(cpuStats(), { ctxSwitches: 234_567, interrupts: 123_456, softInterrupts: 34_567 })
  t.deepEqual(cpuFreq(), { current: 1150, min: 400, max: 3100 })
  t.deepEqual(
    percpuFreq(),
    [1000, 1100, 1200, 1300].map((current) => ({ current, min: 400, max: 3100 })),
  )
})

test.serial('E-F13 a mainframe and a Raspberry Pi', (t) => {
  lookAtFixture(t, 'cpu-s390x')
  t.deepEqual([logicalCpuCount(), physicalCpuCount()], [4, 2])
  t.deepEqual(cpuFreq(), { current: 5050, min: null, max: null })
  lookAtFixture(t, 'cpu-raspberry-pi')
  t.deepEqual([logicalCpuCount(), physicalCpuCount()], [4, 4])
  t.deepEqual(percpuFreq(), Array(4).fill({ current: 1500, min: 600, max: 1800 }))
})

test.serial('what a virtual machine does not tell', (t) => {
  const stat = 'cpu 1 2 3 4\ncpu0 1 2 3 4\nintr 1\nctxt 2\n'
  lookAt(t, machine(t, { 'proc/stat': stat }))
  t.deepEqual([logicalCpuCount(), physicalCpuCount(), usableCpuCount()], [1, null, 1])
  t.is(cpuFreq(), null)
  t.deepEqual(percpuFreq(), [])
  t.deepEqual(cpuStats(), { ctxSwitches: 2, interrupts: 1, softInterrupts: null })
})

for (const [name, expected] of [
  ['cgroup-v2', 1.5],
  ['cgroup-v1', 2.5],
  ['cgroup-hybrid', 3.5],
  ['cgroup-v2-container', 0.5],
  ['cgroup-v1-container', 1.5],
] as const) {
  test.serial(`a quota may be a fraction: ${name}`, (t) => {
    lookAtFixture(t, name)
    t.is(usableCpuCount(), expected)
  })
}

test.serial('nothing is there, or nothing that can be understood', (t) => {
  lookAt(t, machine(t, {}))
  for (const ask of [logicalCpuCount, usableCpuCount, cpuStats, cpuFreq, percpuFreq]) {
    t.throws(ask, { name: 'SystemError', code: 'ENOENT' }, ask.name)
  }
  t.is(physicalCpuCount(), null)
  lookAt(t, machine(t, { 'proc/stat': 'intr x\n', 'sys/devices/system/cpu/online': '3-0\n' }))
  for (const ask of [logicalCpuCount, cpuStats, cpuFreq, percpuFreq]) {
    t.throws(ask, { name: 'KernelDataError', code: 'ERR_KERNEL_DATA' }, ask.name)
  }
})
