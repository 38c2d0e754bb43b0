import { statSync } from 'node:fs'
import test from 'ava'
import { NoSuchProcessError, Process, ZombieProcessError } from 'psutil-native'
import { AS_NOBODY, isRoot, nodeCommand, runForJson } from '../helpers/as-user.ts'
import { end, start, startSleeper } from '../helpers/child.ts'
import { eventually } from '../helpers/eventually.ts'
import { askingMethods, namesOf, outcomes, readingMethods } from '../helpers/outcomes.ts'
import { childPids, hasKernelThread } from '../helpers/proc.ts'
import { asNobody, ofKernelThread } from '../helpers/unless.ts'
import { startZombie } from '../helpers/zombie.ts'

/** What went with the memory of a zombie (api.md 8). */
const GONE_WITH_MEMORY = [
  'exe',
  'cwd',
  'root',
  'cmdline',
  'environ',
  'memoryMaps',
  'memoryMapsGrouped',
  'memoryFootprint',
  'umask',
]

/** What a zombie has nothing of that anybody might hide. */
const NOTHING_LEFT = ['openFiles', 'iterFds', 'connections', 'memoryFullInfo']

/** What only the owner may ask for. */
const DENIED = [
  'exe',
  'cwd',
  'root',
  'environ',
  'ioCounters',
  'memoryMaps',
  'memoryMapsGrouped',
  'memoryFootprint',
  'memoryFullInfo',
  // Since Linux 6.2 the size of its directory, for anyone to see.
  ...(statSync('/proc/self/fd').size > 0 ? [] : ['numFds']),
  'openFiles',
  'iterFds',
  'connections',
  'sendSignal',
]

test('a process that has ended', async (t) => {
  const child = startSleeper(t)
  const target = new Process(child.pid)
  const { identity } = target
  t.true(target.isRunning())
  await end(child)
  t.false(target.isRunning())
  for (const [method, outcome] of Object.entries(await outcomes(target, askingMethods()))) {
    t.is(outcome.name, 'NoSuchProcessError', method)
    t.is(outcome.code, 'ERR_NO_SUCH_PROCESS', method)
    t.true(outcome.message?.includes(String(child.pid)), method)
  }
  t.is(target.pid, child.pid)
  t.is(target.identity, identity)
  t.is(String(target), `Process(pid=${child.pid}, status='terminated')`)
  const error = t.throws(() => target.name(), { instanceOf: NoSuchProcessError })
  t.is(error.pid, child.pid)
  t.throws(() => Process.fromIdentity(identity), { instanceOf: NoSuchProcessError })
})

test('E-R6 a zombie', async (t) => {
  const { pid, parent } = await startZombie(t)
  const target = new Process(pid)
  t.true(target.isRunning())
  t.is(target.status(), 'zombie')
  t.is(target.name(), 'sleep')
  t.is(target.ppid(), parent)
  t.is(target.memoryInfo().rss, 0)
  t.is(Process.fromIdentity(target.identity).pid, pid)
  t.regex(String(target), /^Process\(pid=\d+, name='sleep', status='zombie', started='[\d:]{8}'\)$/)
  for (const [method, outcome] of Object.entries(await outcomes(target, askingMethods()))) {
    const isGone = GONE_WITH_MEMORY.includes(method)
    t.is(outcome.name, isGone ? 'ZombieProcessError' : 'ok', method)
    t.is(outcome.code, isGone ? 'ERR_ZOMBIE_PROCESS' : undefined, method)
  }
  t.is(t.throws(() => target.cmdline(), { instanceOf: ZombieProcessError }).pid, pid)
  t.true(target.isRunning())
})

test('a zombie of which an object was made while it lived', async (t) => {
  const parent = start(t, 'sh', ['-c', 'sleep 1000 & exec sleep 1000'])
  const pid = await eventually('the child', () => childPids(parent.pid)[0])
  const target = new Process(pid)
  t.teardown(() => {
    if (target.isRunning()) target.kill()
  })
  t.notThrows(() => target.exe())
  target.kill()
  await eventually('its end', () => target.status() === 'zombie')
  t.throws(() => target.exe(), { instanceOf: ZombieProcessError })
  t.throws(() => target.oneshot(() => target.environ()), { instanceOf: ZombieProcessError })
  t.true(target.isRunning())
})

ofKernelThread(`B3 E-R4 a thread of the kernel`, async (t) => {
  const target = new Process(2)
  const all = namesOf(await outcomes(target, readingMethods()))
  for (const [method, outcome] of Object.entries(all)) {
    t.is(outcome, !isRoot && DENIED.includes(method) ? 'AccessDeniedError' : 'ok', method)
  }
  t.is(target.name(), 'kthreadd')
  if (isRoot) t.is(target.exe(), null)
  t.deepEqual(target.cmdline(), [])
  if (isRoot) t.deepEqual({ ...target.environ() }, {})
  t.is(target.ppid(), 0)
  t.is(target.parent(), null)
  t.is(target.memoryInfo().rss, 0)
  t.is(target.memoryInfo().vms, 0)
  t.true(target.isRunning())
})

asNobody(`processes of another user`, async (t) => {
  const { pid } = startSleeper(t)
  const zombie = (await startZombie(t)).pid
  const numbers = [pid, zombie, ...(hasKernelThread() ? [2] : [])]
  const command = [...AS_NOBODY, ...nodeCommand('inspect-as-user.ts', 'Process', ...numbers.map(String))]
  const result = runForJson(command) as Record<string, Record<string, string>>
  for (const [method, outcome] of Object.entries(result[pid] ?? {})) {
    const expected = method === 'isRunning' ? 'true' : DENIED.includes(method) ? 'AccessDeniedError' : 'ok'
    t.is(outcome, expected, `other user's: ${method}`)
  }
  for (const [method, outcome] of Object.entries(result[zombie] ?? {})) {
    if (method === 'isRunning') t.is(outcome, 'true')
    else if (GONE_WITH_MEMORY.includes(method)) t.is(outcome, 'ZombieProcessError', `zombie: ${method}`)
    else if (NOTHING_LEFT.includes(method)) t.is(outcome, 'ok', `zombie: ${method}`)
    else t.is(outcome, DENIED.includes(method) ? 'AccessDeniedError' : 'ok', `zombie: ${method}`)
  }
  for (const [method, outcome] of Object.entries(result[2] ?? {})) {
    if (method === 'isRunning') t.is(outcome, 'true')
    else t.true(['ok', 'AccessDeniedError'].includes(outcome), `kernel: ${method}: ${outcome}`)
  }
})
