// The table of processes: what of it is not tried by the spec of each attribute.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import test from 'ava'
import {
  AccessDeniedError,
  type Attribute,
  Process,
  PsutilError,
  paths,
  pids,
  processes,
  ZombieProcessError,
} from '../../src/index.ts'
import { IO_CLASSES, STATUSES } from '../../src/process/rows.ts'
import * as promises from '../../src/promises.ts'
import { AS_NOBODY, nodeCommand, runForJson } from '../helpers/as-user.ts'
import { end, startSleeper } from '../helpers/child.ts'
import { startProcesses } from '../helpers/crowd.ts'
import { eventually } from '../helpers/eventually.ts'
import { fixture, lookAt } from '../helpers/look-at.ts'
import { startNamed } from '../helpers/named.ts'
import { compare } from '../helpers/table-against-records.ts'
import { asNobody, ofKernelThread } from '../helpers/unless.ts'
import { startZombie } from '../helpers/zombie.ts'

/** Of all rows that of this process. */
function rowOf<Row extends { pid: number }>(rows: Row[], pid: number): Row | undefined {
  return rows.find((row) => row.pid === pid)
}

test('words stand at the places that they cross as', (t) => {
  const types = readFileSync(new URL('../../index.d.ts', import.meta.url), 'utf8')
  const words = (type: string) => {
    const union = new RegExp(`type ${type} = (.*)`).exec(types)?.[1]
    return union?.replaceAll(/[' ]/g, '').split('|')
  }
  t.deepEqual(words('ProcessStatus'), STATUSES)
  t.deepEqual(words('IoPriorityClass'), IO_CLASSES)
  t.deepEqual(words('ProcessAttribute'), [...Process.attrs])
})

/** What moves with time, or with others who map the same files; a made-up machine tells of that below. */
const MOVING: readonly Attribute[] = [
  'cpuPercent',
  'memoryFootprint',
  'memoryFullInfo',
  'memoryMaps',
  'memoryMapsGrouped',
]

test('a row is the record of its process, attribute by attribute', async (t) => {
  const target = new Process(startSleeper(t).pid)
  target.suspend()
  await eventually('a stopped process', () => target.status() === 'stopped')
  const still = Process.attrs.filter((name) => !MOVING.includes(name))
  const expected = target.toObject(still, { onError: 'collect' })
  t.deepEqual(expected.errors, {})
  const row = rowOf(processes(still, { onError: 'collect' }), target.pid)
  t.deepEqual(row, expected)
  t.deepEqual(Object.keys(row ?? {}), [...still, 'errors'])
  t.deepEqual(rowOf(await promises.processes(still, { onError: 'collect' }), target.pid), expected)
  const moving = rowOf(processes(['pid', 'memoryFullInfo', 'memoryFootprint']), target.pid)
  const fields = (answer: object) => Object.keys(answer).toSorted()
  t.deepEqual(fields(moving?.memoryFullInfo ?? {}), fields(target.memoryFullInfo()))
  t.deepEqual(fields(moving?.memoryFootprint ?? {}), fields(target.memoryFootprint()))
})

test('every row is the record of its process, in what does not move', (t) => {
  const { compared, different } = compare()
  t.deepEqual(different, [])
  t.true(compared > 3)
})

asNobody('the same for an ordinary user', (t) => {
  const program = [...AS_NOBODY, ...nodeCommand('table-against-records.ts')]
  const { compared, different } = runForJson(program) as ReturnType<typeof compare>
  t.deepEqual(different, [])
  t.true(compared > 3)
})

test('rows are in the order of their numbers, each once', (t) => {
  const rows = processes(['pid'])
  const numbers = rows.map(({ pid }) => pid)
  t.deepEqual(
    numbers,
    [...new Set(numbers)].toSorted((a, b) => a - b),
  )
  t.true(numbers.includes(process.pid))
  t.true(rows.every((row) => Object.keys(row).length === 1))
})

test('what is asked for, in that order', (t) => {
  const keys = (attrs: Iterable<Attribute>) => Object.keys(processes(attrs)[0] ?? {})
  t.deepEqual(keys(['name', 'pid', 'status', 'ppid']), ['name', 'pid', 'status', 'ppid'])
  t.deepEqual(keys(new Set(['exe', 'name'] as const)), ['exe', 'name'])
  t.deepEqual(keys(['pid', 'name', 'pid', 'name']), ['pid', 'name'])
  t.deepEqual(keys([]), [])
  t.true(processes([]).length > 3)
})

test('cpuPercent is since the process started, at every call', (t) => {
  const target = new Process(startSleeper(t).pid)
  target.suspend()
  const { user, system } = target.cpuTimes()
  const ours = () => rowOf(processes(['pid', 'cpuPercent', 'cpuTimes']), process.pid)
  for (const row of [ours(), ours()]) {
    const seconds = (Date.now() - new Process().createTime()) / 1000
    const used = (row?.cpuTimes?.user ?? 0) + (row?.cpuTimes?.system ?? 0)
    const percent = (used / seconds) * 100
    t.true(Math.abs((row?.cpuPercent ?? 0) - percent) < percent / 2, `${row?.cpuPercent} of ${percent}`)
  }
  t.true((rowOf(processes(['pid', 'cpuPercent']), target.pid)?.cpuPercent ?? 101) <= 100)
  t.true(user + system < 1)
})

test('a zombie has a row, without what went with its memory', async (t) => {
  const { pid } = await startZombie(t)
  const attrs = ['pid', 'name', 'status', 'cmdline', 'exe', 'memoryInfo'] as const
  const row = rowOf(processes(attrs), pid)
  t.deepEqual([row?.name, row?.status, row?.cmdline, row?.exe], ['sleep', 'zombie', null, null])
  t.is(row?.memoryInfo?.rss, 0)
  const { errors = {} } = rowOf(processes(attrs, { onError: 'collect' }), pid) ?? {}
  t.deepEqual(Object.keys(errors), ['cmdline', 'exe'])
  t.true(Object.values(errors).every((error) => error instanceof ZombieProcessError))
  t.is(errors.cmdline?.message, `process ${pid} has ended and is only waiting to be reaped`)
  t.throws(() => processes(attrs, { onError: 'throw' }), { instanceOf: PsutilError })
  await t.throwsAsync(promises.processes(attrs, { onError: 'throw' }), { instanceOf: PsutilError })
})

ofKernelThread('a thread of the kernel has a row', (t) => {
  const row = rowOf(processes(['pid', 'name', 'cmdline', 'environ', 'exe', 'memoryMaps']), 2)
  t.deepEqual(row, { pid: 2, name: 'kthreadd', cmdline: [], environ: {}, exe: null, memoryMaps: [] })
})

asNobody('where this user may not look there is null, and errors tell why', (t) => {
  const script = `import { processes } from 'psutil-native'
    const attrs = ['pid', 'name', 'environ', 'ioCounters']
    const [row] = processes(attrs, { onError: 'collect' })
    let thrown
    try { processes(attrs, { onError: 'throw' }) } catch (error) { thrown = error.name }
    console.log(JSON.stringify([row, Object.values(row.errors).map((it) => it.name), thrown]))`
  const program = [...AS_NOBODY, process.execPath, '--input-type=module', '-e', script]
  const [row, names, thrown] = runForJson(program) as [Record<string, unknown>, string[], string]
  t.is(row.pid, 1)
  t.deepEqual([row.environ, row.ioCounters], [null, null])
  t.is(typeof row.name, 'string')
  const { name } = AccessDeniedError.prototype
  t.deepEqual([...names, thrown], [name, name, name])
})

test('names and arguments are data', async (t) => {
  const hostile = ['a\nb', 'x) R 1 1', 'tab\there', '\\n', '\u{1}', '\u{FFFE}x', 'ä€😀']
  for (const name of hostile) {
    const { target } = startNamed(t, name)
    t.is(rowOf(processes(['pid', 'status', 'name']), target.pid)?.name, name)
    t.is(rowOf(processes(['pid', 'name']), target.pid)?.name, name)
    t.deepEqual(rowOf(processes(['pid', 'cmdline']), target.pid)?.cmdline, target.cmdline())
  }
  const args = ['', 'a\nb', '\u{1}', '\x18\x1A', '', 'ä']
  const script = 'kill -STOP $$'
  const { pid = 0 } = spawn('sh', ['-c', script, ...args], { stdio: 'ignore' }).on('error', t.fail)
  t.teardown(() => process.kill(pid, 'SIGKILL'))
  while (new Process(pid).status() !== 'stopped') await new Promise((resolve) => setImmediate(resolve))
  const row = rowOf(processes(['pid', 'cmdline', 'username']), pid)
  t.deepEqual(
    row?.cmdline,
    new Process(pid).cmdline().map((it) => (it === '\x18\x1A' ? '\u{FFFD}' : it)),
  )
})

test('a program sees nothing of its looking but threads that wait to help again', (t) => {
  const script = `import { Process, processes } from 'psutil-native'
    const attrs = ['pid', 'numFds', 'openFiles', 'threads', 'connections']
    const others = (row) => row.threads.map((it) => it.name).filter((name) => name !== 'psutil-table')
    const names = (row) => JSON.stringify({ ...row, threads: others(row) })
    const ours = names(new Process().toObject(attrs))
    const rows = Array.from({ length: 20 }, () => processes(attrs).find(({ pid }) => pid === process.pid))
    console.log(JSON.stringify([...new Set([ours, ...rows.map(names)])]))`
  const seen = runForJson([process.execPath, '--input-type=module', '-e', script]) as string[]
  t.is(seen.length, 1, seen.join('\n'))
})

test('a process that has ended has no row', async (t) => {
  const child = startSleeper(t)
  t.not(rowOf(processes(['pid', 'name']), child.pid), undefined)
  await end(child)
  t.is(rowOf(processes(['pid', 'name'], { onError: 'throw' }), child.pid), undefined)
})

test('no error escapes while processes come and go', async (t) => {
  const comings = spawn('sh', ['-c', 'while read -t 0.001 x || [ $? -gt 128 ]; do :; sh -c : & done; wait'], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  t.teardown(() => comings.kill('SIGKILL'))
  const possible = ['NoSuchProcessError', 'ZombieProcessError', 'AccessDeniedError']
  for (let round = 0; round < 5; round += 1) {
    for (const { errors } of processes(Process.attrs, { onError: 'collect' })) {
      for (const error of Object.values(errors)) t.true(possible.includes(error.name), error.message)
    }
    await promises.processes(['pid', 'name', 'cmdline', 'openFiles'])
  }
})

test('many processes, which take several threads', async (t) => {
  const parent = await startProcesses(t, 300)
  const children = new Process(parent).children().map(({ pid }) => pid)
  t.true(children.length > 32)
  const theirs = processes(['pid', 'ppid', 'name']).filter(({ ppid }) => ppid === parent)
  t.deepEqual(
    theirs,
    children.map((pid) => ({ pid, ppid: parent, name: 'sh' })),
  )
})

test.serial('a made-up machine, and a procfs where numbers mean others', (t) => {
  lookAt(t, fixture('linux-6.18-x86_64'))
  const attrs = Process.attrs.filter((name) => name !== 'cpuPercent')
  const rows = processes(attrs, { onError: 'collect' })
  t.deepEqual(
    rows.map(({ pid }) => pid),
    pids(),
  )
  for (const row of rows) {
    const { errors: expectedErrors, ...expected } = new Process(row.pid).toObject(attrs, {
      onError: 'collect',
    })
    const { errors, ...cells } = row
    t.deepEqual(cells, expected)
    const texts = (all: object) => Object.entries(all).map(([name, error]) => `${name} ${error}`)
    t.deepEqual(texts(errors), texts(expectedErrors))
  }
  paths.procfs = '/nonexistent'
  t.throws(() => processes(['pid']), { code: 'ENOENT' })
})

test('wrong arguments', async (t) => {
  const type = { instanceOf: TypeError, code: 'ERR_INVALID_ARG_TYPE' }
  const value = { instanceOf: TypeError, code: 'ERR_INVALID_ARG_VALUE' }
  for (const wrong of [undefined, null, 7, 'pid', {}]) {
    t.throws(() => processes(wrong as never), type)
    await t.throwsAsync(promises.processes(wrong as never), type)
  }
  for (const wrong of [['kill'], ['pid', 7], ['__proto__'], ['toString'], [null], [['pid']]]) {
    t.throws(() => processes(wrong as never), value)
    await t.throwsAsync(promises.processes(wrong as never), value)
  }
  for (const wrong of [null, 7]) {
    t.throws(() => processes(['pid'], wrong as never), type)
    await t.throwsAsync(promises.processes(['pid'], wrong as never), type)
  }
  t.throws(() => processes(['pid'], { onError: 'ignore' as never }), value)
  await t.throwsAsync(promises.processes(['pid'], { onError: 7 as never }), value)
})
