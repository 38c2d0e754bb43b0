import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { isDeepStrictEqual } from 'node:util'
import test, { type ExecutionContext } from 'ava'
import * as psutil from 'psutil-native'
import { NoSuchProcessError, paths, ZombieProcessError } from 'psutil-native'
import { Process } from 'psutil-native/promises'
import { AS_NOBODY, nodeCommand, runForJson } from '../helpers/as-user.ts'
import { end, start, startSleeper, startStopped } from '../helpers/child.ts'
import { eventually, soon } from '../helpers/eventually.ts'
import {
  ARGUMENTS_OF_PROMISES,
  askingMethods,
  members,
  namesOf,
  outcomes,
  readingMethods,
} from '../helpers/outcomes.ts'
import { childPids } from '../helpers/proc.ts'
import { asNobody, ofKernelThread } from '../helpers/unless.ts'
import { startZombie } from '../helpers/zombie.ts'

/** What both kinds of process say of one that stands still. */
function both(pid: number): [Process, psutil.Process] {
  return [new Process(pid), new psutil.Process(pid)]
}

/** Asks both until they agree: a page is shared or private as other programs come and go. */
async function agree<T>(t: ExecutionContext, ours: () => Promise<T>, theirs: () => T): Promise<void> {
  let answers = [await ours(), theirs()]
  for (let left = 100; left > 0 && !isDeepStrictEqual(answers[0], answers[1]); left -= 1) {
    answers = [await ours(), theirs()]
  }
  t.deepEqual(answers[0], answers[1])
}

test('it has every member of Process, and no other', (t) => {
  t.deepEqual(members(Process.prototype).sort(), members().sort())
})

test('the same answers as Process', async (t) => {
  const [ours, theirs] = both(startStopped(t).pid)
  const exactly = { bigint: true } as const
  await agree(
    t,
    () => ours.memoryMaps(),
    () => theirs.memoryMaps(),
  )
  await agree(
    t,
    () => ours.memoryMaps(exactly),
    () => theirs.memoryMaps(exactly),
  )
  await agree(
    t,
    () => ours.memoryMapsGrouped(),
    () => theirs.memoryMapsGrouped(),
  )
  await agree(
    t,
    () => ours.memoryMapsGrouped(exactly),
    () => theirs.memoryMapsGrouped(exactly),
  )
  await agree(
    t,
    () => ours.memoryFootprint(),
    () => theirs.memoryFootprint(),
  )
  await agree(
    t,
    () => ours.memoryFullInfo(),
    () => theirs.memoryFullInfo(),
  )
  t.is(await ours.memoryPercent(), theirs.memoryPercent())
  for (const field of ['rss', 'vms', 'peakRss', 'uss', 'lib'] as const) {
    await agree(
      t,
      () => ours.memoryPercent(field),
      () => theirs.memoryPercent(field),
    )
  }
  t.deepEqual(await ours.openFiles(), theirs.openFiles())
  t.deepEqual(await ours.children(), [])
})

test('files and sockets', async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const { fd } = Reflect.get(server, '_handle') as { fd: number }
  const stdio = [fd, 'ignore', 'ignore'] as const
  const child = start(t, 'sh', ['-c', 'exec sleep 1000 3</etc/passwd'], { stdio: [...stdio] })
  const [ours, theirs] = both(child.pid)
  const rows = await ours.connections()
  t.deepEqual(rows, theirs.connections())
  t.like(rows[0], { fd: 0, pid: child.pid, status: 'LISTEN' })
  t.deepEqual(await ours.connections('unix'), [])
  t.deepEqual(await ours.openFiles(), theirs.openFiles())
})

test('the family is of the same kind', async (t) => {
  const child = startSleeper(t)
  const us = new Process()
  const children = await us.children({ recursive: true })
  const found = children.find(({ pid }) => pid === child.pid)
  t.true(found instanceof Process)
  t.true(found?.parent()?.equals(us))
  t.true(found?.parent() instanceof Process)
  t.true(us.parents().every((each) => each instanceof Process))
  t.true(Process.fromIdentity(us.identity) instanceof Process)
  t.true(Process.fromChild(child).equals(new psutil.Process(child.pid)))
  t.true(new psutil.Process(child.pid).equals(Process.fromChild(child)))
  t.false(us.equals(found))
})

test('cpuPercent is from now on, and has a state of its own', async (t) => {
  const { pid } = start(t, 'sh', ['-c', 'while :; do :; done'])
  const [ours, theirs] = both(pid)
  theirs.cpuPercent()
  const [first, second] = await Promise.all([
    ours.cpuPercent({ interval: 200 }),
    ours.cpuPercent({ interval: 100 }),
  ])
  for (const percent of [first, second]) t.true(percent > 0 && percent < 120, `${percent}`)
  t.true(theirs.cpuPercent() > 0)
  ours.suspend()
  t.true((await ours.cpuPercent({ interval: 50 })) < 50)
  await t.throwsAsync((ours.cpuPercent as () => Promise<number>)(), { instanceOf: TypeError })
  await t.throwsAsync(ours.cpuPercent({ interval: -1 }), { instanceOf: RangeError })
})

test('cpuPercent of a process that ends meanwhile', async (t) => {
  // A shell reaps it, so that it is gone before the event loop turns.
  const shell = start(t, 'sh', ['-c', 'sleep 1000 & wait; exec sleep 1000'])
  const pid = await eventually('the child', () => childPids(shell.pid)[0])
  const measured = new Process(pid).cpuPercent({ interval: 1 })
  process.kill(pid, 'SIGKILL')
  soon('its end', () => !existsSync(`/proc/${pid}`))
  const error = await t.throwsAsync(measured, { instanceOf: NoSuchProcessError })
  t.is(error.pid, pid)
})

test('a record has what Process gives, in the order asked for', async (t) => {
  const [ours, theirs] = both(startStopped(t).pid)
  const names = ['memoryMaps', 'pid', 'openFiles', 'name', 'memoryPercent', 'connections'] as const
  await agree(
    t,
    () => ours.toObject(names),
    () => theirs.toObject(names),
  )
  t.deepEqual(Object.keys(await ours.toObject(names)), [...names])
  t.deepEqual(Object.keys(await ours.toObject()), Object.keys(theirs.toObject()))
  t.is((await ours.toObject(['cpuPercent'])).cpuPercent, 0)
})

test('a record of a zombie, of one that has ended, and of wrong names', async (t) => {
  const zombie = new Process((await startZombie(t)).pid)
  const { errors, memoryMaps, name } = await zombie.toObject(['name', 'memoryMaps'], { onError: 'collect' })
  t.is(name, 'sleep')
  t.is(memoryMaps, null)
  t.true(errors.memoryMaps instanceof ZombieProcessError)
  await t.throwsAsync(zombie.toObject(['memoryMaps', 'exe'], { onError: 'throw' }), {
    instanceOf: ZombieProcessError,
  })
  const child = startSleeper(t)
  const ended = new Process(child.pid)
  await end(child)
  for (const names of [['name'], ['memoryMaps'], undefined] as const) {
    await t.throwsAsync(ended.toObject(names), { instanceOf: NoSuchProcessError })
  }
  await t.throwsAsync(ended.toObject(['nope' as never]), { instanceOf: TypeError })
  await t.throwsAsync(ended.toObject(['pid'], { onError: 'nope' as never }), { instanceOf: TypeError })
})

test('a process that has ended', async (t) => {
  const child = startSleeper(t)
  const target = new Process(child.pid)
  await end(child)
  const all = await outcomes(target, askingMethods(), ARGUMENTS_OF_PROMISES)
  for (const [method, outcome] of Object.entries(all)) {
    t.is(outcome.name, 'NoSuchProcessError', method)
    t.is(outcome.code, 'ERR_NO_SUCH_PROCESS', method)
    t.true(outcome.message?.includes(String(child.pid)), method)
  }
})

test('E-R6 a zombie: the same as with Process', async (t) => {
  const [ours, theirs] = both((await startZombie(t)).pid)
  const names = readingMethods()
  const expected = namesOf(await outcomes(theirs, names))
  t.deepEqual(namesOf(await outcomes(ours, names, ARGUMENTS_OF_PROMISES)), expected)
  t.is(expected.memoryMaps, 'ZombieProcessError')
})

ofKernelThread('B3 a thread of the kernel: the same as with Process', async (t) => {
  const [ours, theirs] = both(2)
  const names = readingMethods()
  const expected = namesOf(await outcomes(theirs, names))
  t.deepEqual(namesOf(await outcomes(ours, names, ARGUMENTS_OF_PROMISES)), expected)
})

asNobody('processes of another user: the same as with Process', async (t) => {
  const numbers = [startSleeper(t).pid, (await startZombie(t)).pid].map(String)
  const [ours, theirs] = ['promises', 'Process'].map((kind) => {
    return runForJson([...AS_NOBODY, ...nodeCommand('inspect-as-user.ts', kind, ...numbers)])
  })
  t.deepEqual(ours, theirs)
  const [first = ''] = numbers
  t.is((ours as Record<string, Record<string, string>>)[first]?.memoryFootprint, 'AccessDeniedError')
})

test('wrong arguments reject', async (t) => {
  const us = new Process()
  const wrong: [Promise<unknown>, string][] = [
    [us.children({ recursive: 1 as never }), 'options.recursive'],
    [us.memoryMaps({ bigint: 1 as never }), 'options.bigint'],
    [us.memoryMapsGrouped({ bigint: 'x' as never }), 'options.bigint'],
    [us.connections('tcp5' as never), 'kind'],
    [us.connections(7 as never), 'kind'],
    [us.memoryPercent('RSS' as never), 'field'],
    [us.toObject('pid' as never), 'attrs'],
  ]
  for (const [promise, name] of wrong) {
    const error = await t.throwsAsync(promise, { instanceOf: TypeError })
    t.true(error.message.includes(`"${name}"`), error.message)
  }
})

test('a oneshot is kept for who reads at once, and over when it is', async (t) => {
  const [ours, theirs] = both(startStopped(t).pid)
  const row = await ours.oneshot(async () => [ours.name(), await ours.openFiles(), ours.status()])
  t.deepEqual(row, [theirs.name(), theirs.openFiles(), theirs.status()])
  const [maps, record] = await Promise.all([
    ours.oneshot(() => ours.memoryMaps()),
    ours.toObject(['memoryMaps', 'name']),
  ])
  t.is(maps.length, record.memoryMaps?.length ?? -1)
})

test.serial('it keeps the paths that it was made with', async (t) => {
  const target = new Process(startStopped(t).pid)
  const { procfs } = paths
  t.teardown(() => Object.assign(paths, { procfs }))
  const asked = target.memoryMaps()
  paths.procfs = '/nonexistent'
  t.true((await asked).length > 0)
  t.true((await target.memoryMaps()).length > 0)
})

test('what waits for processes and ends them takes either kind, and gives back what it was given', async (t) => {
  const [ours, theirs] = both(startSleeper(t).pid)
  const waiting = psutil.waitProcs([ours, theirs], { timeout: 60_000 })
  t.deepEqual((await psutil.killTree(ours, { signal: 'SIGKILL' })).gone, [ours])
  t.deepEqual(new Set((await waiting).gone), new Set([ours, theirs]))
  t.deepEqual(await ours.wait(), { exitCode: null, signalCode: 'SIGKILL' })
})
