import test from 'ava'
import { NothingToShowError } from '../../src/cli/failures.ts'
import { measure } from '../../src/cli/sample.ts'
import {
  AccessDeniedError,
  NoSuchProcessError,
  UnsupportedError,
  ZombieProcessError,
} from '../../src/errors.ts'
import { fakeMachine, fakeProcess } from './rows.ts'

const OPTIONS = { interval: 20, limit: 10 }
const thrower = (error: Error) => () => {
  throw error
}

test('the busiest come first, then the largest', async (t) => {
  const list = [fakeProcess(1, [5, 5]), fakeProcess(2, [5, 5]), fakeProcess(3, [0, 1])]
  const { processes, processCount } = await measure(fakeMachine([list]), OPTIONS)
  t.deepEqual(
    processes?.map(({ pid }) => pid),
    [3, 2, 1],
  )
  t.true((processes?.[0]?.cpuPercent ?? 0) > 100)
  t.is(processCount, 3)
})

test('no more processes than asked for', async (t) => {
  const list = [1, 2, 3].map((pid) => fakeProcess(pid, [0]))
  t.is((await measure(fakeMachine([list]), { ...OPTIONS, limit: 2 })).processes?.length, 2)
  t.is((await measure(fakeMachine([list]), { ...OPTIONS, limit: 0 })).processes?.length, 0)
})

test('counters that go backwards are no negative percentage', async (t) => {
  const { processes, cpu } = await measure(fakeMachine([[fakeProcess(1, [9, 8])]]), OPTIONS)
  t.is(processes?.[0]?.cpuPercent, 0)
  t.is(cpu?.percent, null)
})

test('a process that vanishes is left out, and the next takes its place', async (t) => {
  const gone = thrower(new NoSuchProcessError(3))
  const list = [
    fakeProcess(1, [0]),
    fakeProcess(2, [0], { cpuTimes: gone }),
    fakeProcess(3, [0], { status: gone }),
  ]
  const { processes } = await measure(fakeMachine([list]), { ...OPTIONS, limit: 1 })
  t.deepEqual(
    processes?.map(({ pid }) => pid),
    [1],
  )
})

test('a process that started meanwhile has its average', async (t) => {
  const started = fakeProcess(2, [1], { createTime: () => Date.now() - 2000 })
  const { processes } = await measure(fakeMachine([[], [started]]), OPTIONS)
  const percent = processes?.[0]?.cpuPercent ?? 0
  t.true(percent > 40 && percent <= 50, String(percent))
})

test('what may not be seen is null', async (t) => {
  const denied = thrower(new AccessDeniedError(1))
  const list = [
    fakeProcess(1, [0], { cpuTimes: denied, username: denied, cmdline: denied, memoryInfo: denied }),
  ]
  const { processes } = await measure(fakeMachine([list]), OPTIONS)
  t.like(processes?.[0], {
    cpuPercent: null,
    username: null,
    cmdline: null,
    memoryInfo: null,
    memoryPercent: null,
  })
})

test('a zombie stays', async (t) => {
  const zombie = fakeProcess(1, [0], { status: () => 'zombie', cmdline: thrower(new ZombieProcessError(1)) })
  const { processes } = await measure(fakeMachine([[zombie]]), OPTIONS)
  t.like(processes?.[0], { status: 'zombie', cmdline: null })
})

test('a part that fails does not take the others with it', async (t) => {
  const fail = thrower(new UnsupportedError('swapMemory', []))
  const machine = fakeMachine([[]], { swapMemory: fail, cpuTimes: fail, processIterAvailable: fail })
  const overview = await measure(machine, OPTIONS)
  t.like(overview, { swapMemory: null, cpu: null, processes: null, processCount: null, uptime: 1 })
})

test('if all parts fail there is one sentence', async (t) => {
  const fail = thrower(new UnsupportedError('everything', ['linux']))
  const parts = [
    'cpuTimes',
    'percpuTimes',
    'virtualMemory',
    'swapMemory',
    'bootTime',
    'timeSinceBoot',
    'uptime',
  ]
  const failing = Object.fromEntries([...parts, 'processIterAvailable'].map((name) => [name, fail]))
  await t.throwsAsync(measure(fakeMachine([], failing), OPTIONS), {
    instanceOf: NothingToShowError,
    message: /^nothing can be shown, because none of it is available on \w+\.$/,
  })
})

test('a mistake of ours is not hidden', async (t) => {
  const machine = fakeMachine([[]], { cpuTimes: thrower(new TypeError('oops')) })
  await t.throwsAsync(measure(machine, OPTIONS), { instanceOf: TypeError })
})
