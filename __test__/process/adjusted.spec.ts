import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism, getPriority } from 'node:os'
import test from 'ava'
import { type IoPriorityClass, Process } from 'psutil-native'
import { start, startSleeper } from '../helpers/child.ts'
import { soon } from '../helpers/eventually.ts'
import { ps } from '../helpers/ps.ts'
import { asRoot } from '../helpers/unless.ts'

const run = (file: string, ...args: string[]) => execFileSync(file, args, { encoding: 'utf8' }).trim()

test('the priority, as ps and node say', (t) => {
  const { pid } = startSleeper(t)
  const target = new Process(pid)
  t.is(target.getPriority(), Number(ps(pid, 'nice')))
  t.is(target.setPriority(7), undefined)
  t.is(target.getPriority(), 7)
  t.is(Number(ps(pid, 'nice')), 7)
  t.is(new Process().getPriority(), getPriority())
})

asRoot(`a priority below 0`, (t) => {
  const target = new Process(startSleeper(t).pid)
  for (const priority of [-1, -20, 19, 0]) {
    target.setPriority(priority)
    t.is(target.getPriority(), priority)
  }
})

test('bad priorities', (t) => {
  const target = new Process(startSleeper(t).pid)
  for (const bad of [-21, 20, 2 ** 31]) {
    t.throws(() => target.setPriority(bad), { instanceOf: RangeError, code: 'ERR_OUT_OF_RANGE' })
  }
  for (const bad of [1.5, Number.NaN, '1', null, undefined]) {
    t.throws(() => target.setPriority(bad as never), { instanceOf: TypeError, code: 'ERR_INVALID_ARG_TYPE' })
  }
  t.is(target.getPriority(), 0)
})

test('the I/O priority, as ionice says', (t) => {
  const { pid } = startSleeper(t)
  const target = new Process(pid)
  const ionice = () => run('ionice', '-p', String(pid))
  target.setIoPriority('best-effort', 6)
  t.deepEqual(target.getIoPriority(), { class: 'best-effort', value: 6 })
  t.is(ionice(), 'best-effort: prio 6')
  target.setIoPriority('best-effort')
  t.deepEqual(target.getIoPriority(), { class: 'best-effort', value: 4 })
  target.setIoPriority('idle')
  t.is(target.getIoPriority().class, 'idle')
  t.is(ionice(), 'idle')
  run('ionice', '-c', '2', '-n', '1', '-p', String(pid))
  t.deepEqual(target.getIoPriority(), { class: 'best-effort', value: 1 })
})

asRoot(`the I/O priority of those in a hurry`, (t) => {
  const target = new Process(startSleeper(t).pid)
  target.setIoPriority('realtime', 0)
  t.deepEqual(target.getIoPriority(), { class: 'realtime', value: 0 })
  target.setIoPriority('none')
  t.is(target.getIoPriority().class, 'none')
})

test('bad I/O priorities', (t) => {
  const target = new Process(startSleeper(t).pid)
  const before = target.getIoPriority()
  const set = (ioClass: unknown, value?: unknown) => () =>
    target.setIoPriority(ioClass as IoPriorityClass, value as number)
  for (const bad of ['Idle', '', 'rt', 3, null, undefined]) {
    const error = t.throws(set(bad), { instanceOf: TypeError, code: 'ERR_INVALID_ARG_VALUE' })
    t.true(error.message.includes("'best-effort'"))
  }
  for (const bad of [-1, 8])
    t.throws(set('best-effort', bad), { instanceOf: RangeError, code: 'ERR_OUT_OF_RANGE' })
  for (const bad of [1.5, '1', null]) t.throws(set('best-effort', bad), { instanceOf: TypeError })
  for (const none of ['idle', 'none']) t.throws(set(none, 1), { instanceOf: TypeError })
  t.deepEqual(target.getIoPriority(), before)
})

/** The CPUs in a list such as `0-3,8`. */
function cpus(list: string): number[] {
  return list.split(',').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, at) => first + at)
  })
}

const taskset = (pid: number) => cpus(run('taskset', '-cp', String(pid)).split(': ')[1] ?? '')

test('the CPUs that it may use, as taskset says', (t) => {
  const { pid } = startSleeper(t)
  const target = new Process(pid)
  const all = taskset(pid)
  t.deepEqual(target.getCpuAffinity(), all)
  t.is(all.length, availableParallelism())
  const last = all.at(-1) ?? 0
  target.setCpuAffinity([last])
  t.deepEqual(target.getCpuAffinity(), [last])
  t.deepEqual(taskset(pid), [last])
  target.setCpuAffinity(new Set(all))
  t.deepEqual(taskset(pid), all)
})

test('B5 an empty list is every CPU that it may use, whatever it was before', (t) => {
  const { pid } = startSleeper(t)
  const target = new Process(pid)
  // Whoever started this test may have left it fewer than the cpuset allows.
  target.setCpuAffinity([])
  const all = target.getCpuAffinity()
  target.setCpuAffinity(all.slice(0, 1))
  target.setCpuAffinity([])
  t.deepEqual(target.getCpuAffinity(), all)
})

test('B13 CPUs that are not there, be there room for them in a mask or not', (t) => {
  const target = new Process(startSleeper(t).pid)
  const before = target.getCpuAffinity()
  const online = readFileSync('/sys/devices/system/cpu/online', 'utf8').trim()
  for (const bad of [1023, 1024, 5000, 2 ** 20 - 1]) {
    const error = t.throws(() => target.setCpuAffinity([0, bad]), {
      instanceOf: RangeError,
      code: 'ERR_OUT_OF_RANGE',
    })
    t.true(error.message.includes(online) && error.message.endsWith(`Received ${bad}`), error.message)
  }
  for (const bad of [-1, 2 ** 40]) t.throws(() => target.setCpuAffinity([bad]), { instanceOf: RangeError })
  for (const bad of [[0.5], ['0'], null, undefined, 0, '0']) {
    t.throws(() => target.setCpuAffinity(bad as never), {
      instanceOf: TypeError,
      code: 'ERR_INVALID_ARG_TYPE',
    })
  }
  t.deepEqual(target.getCpuAffinity(), before)
})

/** Soft and hard limit of a process by `prlimit`. */
function prlimit(pid: number, name: string): number[] {
  const text = run('prlimit', `--pid=${pid}`, `--${name}`, '--raw', '--noheadings', '--output=SOFT,HARD')
  return text.split(/\s+/).map((word) => (word === 'unlimited' ? Number.POSITIVE_INFINITY : Number(word)))
}

const RESOURCES = [
  'as',
  'core',
  'cpu',
  'data',
  'fsize',
  'locks',
  'memlock',
  'msgqueue',
  'nice',
  'nofile',
  'nproc',
  'rss',
  'rtprio',
  'rttime',
  'sigpending',
  'stack',
] as const

test('E-K11 limits, as prlimit says', (t) => {
  const { pid } = startSleeper(t)
  const target = new Process(pid)
  for (const resource of RESOURCES) {
    const { soft, hard } = target.getRlimit(resource)
    t.deepEqual([soft, hard], prlimit(pid, resource), resource)
  }
  t.true(RESOURCES.some((resource) => target.getRlimit(resource).hard === Number.POSITIVE_INFINITY))
})

test('limits are set, both at once', (t) => {
  const { pid } = startSleeper(t)
  const target = new Process(pid)
  t.true(Process.rlimitIsAtomic)
  t.is(target.setRlimit('nofile', { soft: 100, hard: 200 }), undefined)
  t.deepEqual(prlimit(pid, 'nofile'), [100, 200])
  t.deepEqual(target.getRlimit('nofile'), { soft: 100, hard: 200 })
  target.setRlimit('fsize', { soft: Number.MAX_SAFE_INTEGER, hard: Number.POSITIVE_INFINITY })
  t.deepEqual(prlimit(pid, 'fsize'), [Number.MAX_SAFE_INTEGER, Number.POSITIVE_INFINITY])
})

test('bad limits', (t) => {
  const target = new Process(startSleeper(t).pid)
  const before = target.getRlimit('nofile')
  const set = (limits: unknown) => () => target.setRlimit('nofile', limits as never)
  for (const bad of [
    { soft: 2, hard: 1 },
    { soft: Number.POSITIVE_INFINITY, hard: 1 },
    { soft: -1, hard: 1 },
  ]) {
    t.throws(set(bad), { instanceOf: RangeError, code: 'ERR_OUT_OF_RANGE' })
  }
  for (const bad of [
    { soft: 0.5, hard: 1 },
    { soft: 0, hard: 2 ** 53 },
    { soft: Number.NaN, hard: 1 },
  ]) {
    t.throws(set(bad), { instanceOf: RangeError })
  }
  for (const bad of [null, undefined, 7, {}, { soft: 1 }, { soft: '1', hard: 2 }, { soft: 1n, hard: 2n }]) {
    t.throws(set(bad), { instanceOf: TypeError, code: 'ERR_INVALID_ARG_TYPE' })
  }
  t.throws(() => target.getRlimit('nope' as never), { instanceOf: TypeError })
  t.deepEqual(target.getRlimit('nofile'), before)
})

test('what a setter sets is what a getter gets, also within a oneshot', (t) => {
  const target = new Process(startSleeper(t).pid)
  target.oneshot(() => {
    t.is(target.getPriority(), 0)
    target.setPriority(3)
    t.is(target.getPriority(), 3)
  })
})

test('a program of several threads: the first one counts', (t) => {
  const child = start(t, process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  const target = new Process(child.pid)
  soon('threads', () => target.numThreads() > 1)
  target.setPriority(5)
  t.is(target.getPriority(), 5)
})
