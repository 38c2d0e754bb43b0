import { fork, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import test from 'ava'
import { NoSuchProcessError, Process } from 'psutil-native'
import { end, startSleeper } from '../helpers/child.ts'
import { soon } from '../helpers/eventually.ts'
import { stateLetter } from '../helpers/proc.ts'

/** A value that the types do not allow. */
const wrong = (value: unknown) => value as never

const GONE = { instanceOf: NoSuchProcessError, code: 'ERR_NO_SUCH_PROCESS' }

test('the process of a child', (t) => {
  const child = startSleeper(t)
  const target = Process.fromChild(child)
  t.true(target.equals(new Process(child.pid)))
  t.is(target.name(), 'sleep')
  t.is(target.ppid(), process.pid)
})

test('of one that was forked, and one that leads a session of its own', (t) => {
  const forked = fork('-e', ['0'], { stdio: 'ignore', execArgv: [] })
  t.teardown(() => end(forked))
  t.is(forked.pid, Process.fromChild(forked).pid)
  const detached = startSleeper(t, { detached: true })
  const target = Process.fromChild(detached)
  t.is(target.sid(), detached.pid)
})

test('E-R10 of one that has ended: a zombie until Node has reaped it, and then none', async (t) => {
  const child = spawn('true', { stdio: 'ignore' })
  const exit = once(child, 'exit')
  const { pid = 0 } = child
  soon('a zombie', () => stateLetter(pid) === 'Z')
  const target = Process.fromChild(child)
  t.is(target.status(), 'zombie')
  t.deepEqual(await exit, [0, null])
  t.like(
    t.throws(() => Process.fromChild(child), { ...GONE, message: /reaped/ }),
    { pid },
  )
  t.false(target.isRunning())
})

test('of one that a signal ended', async (t) => {
  const child = startSleeper(t)
  await end(child)
  t.is(child.exitCode, null)
  t.throws(() => Process.fromChild(child), { ...GONE, message: /reaped/ })
})

test('of several that ended at once, as the first of them is told of', async (t) => {
  const children = Array.from({ length: 8 }, () => spawn('true', { stdio: 'ignore' }))
  for (const { pid = 0 } of children) soon('a zombie', () => stateLetter(pid) === 'Z')
  const exits = children.map((child) => once(child, 'exit'))
  let told = 0
  for (const child of children) {
    child.once('exit', () => {
      told += 1
      // Reaped or not, told of or not: never another process.
      for (const each of children) {
        try {
          t.is(each.pid, Process.fromChild(each).pid)
        } catch (error) {
          t.true(error instanceof NoSuchProcessError)
        }
      }
    })
  }
  await Promise.all(exits)
  t.is(told, 8)
})

test('of one that could not be started', async (t) => {
  const child = spawn('/nonexistent')
  const failed = once(child, 'error')
  t.throws(() => Process.fromChild(child), { ...GONE, message: /could not be started/ })
  await failed
  t.throws(() => Process.fromChild(child), GONE)
})

test('what is said to be a child and is none of ours', (t) => {
  for (const pid of [process.ppid, process.pid]) {
    t.throws(() => Process.fromChild({ pid, exitCode: null, signalCode: null }), GONE)
  }
})

test('what is no child', (t) => {
  const type = { instanceOf: TypeError, code: 'ERR_INVALID_ARG_TYPE', message: /"child".*a ChildProcess/ }
  const { pid } = startSleeper(t)
  for (const value of [
    undefined,
    null,
    pid,
    'x',
    {},
    { pid },
    process,
    new Process(pid),
    spawnSync('true'),
  ]) {
    t.throws(() => Process.fromChild(wrong(value)), type)
  }
  t.throws(() => Process.fromChild(wrong({ pid: '1', exitCode: null, signalCode: null })), type)
})
