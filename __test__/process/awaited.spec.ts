import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import test from 'ava'
import { Popen, Process, paths, TimeoutExpiredError } from 'psutil-native'
import { AS_NOBODY, NOBODY, nodeCommand, runForJson } from '../helpers/as-user.ts'
import { end, start, startSleeper } from '../helpers/child.ts'
import { eventually } from '../helpers/eventually.ts'
import { childPids, stateLetter } from '../helpers/proc.ts'
import { run } from '../helpers/program.ts'
import { asNobody, asRoot, ofKernelThread } from '../helpers/unless.ts'
import { startZombie } from '../helpers/zombie.ts'

const SIGTERM = { exitCode: null, signalCode: 'SIGTERM' } as const
const wrong = (value: unknown) => value as never

/** The names of the threads of this program that are ours. */
function ownThreads(): string[] {
  const names = readdirSync('/proc/self/task').map((id) => {
    try {
      return readFileSync(`/proc/self/task/${id}/comm`, 'latin1').trim()
    } catch {
      return '' // ended meanwhile
    }
  })
  return names.filter((name) => name.startsWith('psutil-'))
}

/** It takes a moment to give itself its name. */
const oneThread = () => eventually('one thread of ours', () => ownThreads().join() === 'psutil-wait')
const noThread = () => eventually('no thread of ours', () => ownThreads().length === 0)

test('a child: how it ended, and Node’s own event still comes', async (t) => {
  const child = start(t, 'sh', ['-c', 'read line; exit 7'], { stdio: 'pipe' })
  const target = Process.fromChild(child)
  const exit = once(child, 'exit')
  const ended = target.wait()
  child.stdin?.end()
  t.deepEqual(await ended, { exitCode: 7, signalCode: null })
  t.deepEqual(await exit, [7, null])
  t.deepEqual(await target.wait(), { exitCode: 7, signalCode: null }, 'cached')
})

test('a child that a signal ends', async (t) => {
  for (const [signal, name] of [
    ['SIGTERM', 'SIGTERM'],
    ['SIGRTMIN+3', 'SIGRTMIN+3'],
  ] as const) {
    const target = Process.fromChild(startSleeper(t))
    const ended = target.wait()
    target.sendSignal(signal)
    t.deepEqual(await ended, { exitCode: null, signalCode: name })
  }
})

test('E-R7 a child that is stopped has not ended', async (t) => {
  const target = Process.fromChild(startSleeper(t))
  target.suspend()
  await t.throwsAsync(target.wait({ timeout: 50 }), { instanceOf: TimeoutExpiredError })
  target.resume()
  target.terminate()
  t.deepEqual(await target.wait(), SIGTERM)
})

test('E-R5 a process that is no child, reaped at once or not at all', async (t) => {
  const { pid } = await startZombie(t)
  const zombie = new Process(pid)
  t.deepEqual(await zombie.wait({ timeout: 0 }), { exitCode: 0, signalCode: null })
  t.true(zombie.isRunning(), 'it is there still')

  const parent = start(t, 'sh', ['-c', 'sleep 1000; sleep 1000'])
  const child = await eventually('a grandchild', () => childPids(parent.pid)[0])
  const grandchild = new Process(child)
  const ended = grandchild.wait()
  grandchild.terminate()
  const status = await ended
  // Before Linux 6.15 the parent may have been quicker.
  t.true(status === null || status.signalCode === 'SIGTERM')
})

test('E-R10 a process that has been reaped: how it ended nobody knows any more', async (t) => {
  const child = startSleeper(t)
  const target = new Process(child.pid)
  await end(child)
  t.is(await target.wait(), null)
  t.is(await target.wait({ timeout: 0 }), null)
})

test('several waits for one process, by one object and by two', async (t) => {
  const child = startSleeper(t)
  const [first, second] = [new Process(child.pid), new Process(child.pid)]
  const all = Promise.all([first.wait(), first.wait(), second.wait(), second.wait({ timeout: 60_000 })])
  first.terminate()
  t.deepEqual(await all, [SIGTERM, SIGTERM, SIGTERM, SIGTERM])
})

test('when the time runs out the process goes on, and can be waited for again', async (t) => {
  const target = Process.fromChild(startSleeper(t))
  const error = await t.throwsAsync(target.wait({ timeout: 20 }), { instanceOf: TimeoutExpiredError })
  t.like(error, { timeout: 20, pid: target.pid, code: 'ERR_TIMEOUT_EXPIRED' })
  await t.throwsAsync(target.wait({ timeout: 0 }), { instanceOf: TimeoutExpiredError })
  target.terminate()
  t.deepEqual(await target.wait({ timeout: 60_000 }), SIGTERM)
  t.deepEqual(await target.wait({ timeout: 0 }), SIGTERM)
})

test('a signal aborted beforehand, and meanwhile', async (t) => {
  const target = Process.fromChild(startSleeper(t))
  const reason = new Error('enough')
  const early = target.wait({ signal: AbortSignal.abort(reason) })
  t.is(await early.catch((error: unknown) => error), reason)
  const abort = new AbortController()
  const late = target.wait({ signal: abort.signal })
  abort.abort(reason)
  t.is(await late.catch((error: unknown) => error), reason)
})

test('bad options', async (t) => {
  const target = Process.fromChild(startSleeper(t))
  for (const timeout of [-1, Number.NaN, -Infinity]) {
    await t.throwsAsync(target.wait({ timeout }), { instanceOf: RangeError, code: 'ERR_OUT_OF_RANGE' })
  }
  for (const options of [{ timeout: '1' }, { signal: {} }, { ref: 0 }, null]) {
    await t.throwsAsync(target.wait(wrong(options)), { instanceOf: TypeError })
  }
})

test('oneself', async (t) => {
  const target = new Process()
  for (const options of [{}, { timeout: 0 }]) {
    await t.throwsAsync(target.wait(options), { code: 'ERR_INVALID_STATE', message: /its own end/ })
  }
})

test('pid 1', async (t) => {
  await t.throwsAsync(new Process(1).wait({ timeout: 5 }), { instanceOf: TimeoutExpiredError })
})

ofKernelThread('a thread of the kernel', async (t) => {
  await t.throwsAsync(new Process(2).wait({ timeout: 5 }), { instanceOf: TimeoutExpiredError })
})

test.serial('one thread while something is waited for, and none after', async (t) => {
  await noThread()
  const all = Array.from({ length: 20 }, () => Process.fromChild(startSleeper(t)))
  const ended = Promise.all(all.map((each) => each.wait()))
  await oneThread()
  for (const each of all) each.terminate()
  await ended
  await noThread()
  // The same when everybody gives up.
  const target = Process.fromChild(startSleeper(t))
  await t.throwsAsync(target.wait({ timeout: 1 }))
  await noThread()
  t.pass()
})

test.serial('nothing is left of waits that have been given up', async (t) => {
  const target = Process.fromChild(startSleeper(t))
  const descriptors = () => readdirSync('/proc/self/fd').length
  const giveUp = () => Promise.allSettled(Array.from({ length: 500 }, () => target.wait({ timeout: 1 })))
  await giveUp()
  await noThread()
  const before = descriptors()
  for (let round = 0; round < 4; round += 1) await giveUp()
  await noThread()
  await eventually('as many descriptors as before', () => descriptors() <= before)
  t.pass()
})

test.serial('a Worker that is ended in the middle gives up its waits', async (t) => {
  const child = startSleeper(t)
  const source = `
    const { parentPort } = require('node:worker_threads')
    import(${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)}).then(({ Process }) => {
      new Process(${child.pid}).wait()
      parentPort.postMessage('waits')
    })`
  for (let round = 0; round < 3; round += 1) {
    const worker = new Worker(source, { eval: true })
    await once(worker, 'message')
    await oneThread()
    await worker.terminate()
    await noThread()
  }
  t.pass()
})

test.serial('a procfs of other files: it is looked at again and again', async (t) => {
  const before = paths.procfs
  try {
    paths.procfs = new URL('../fixtures/linux-6.18-x86_64/proc', import.meta.url).pathname
    const [pid = 0] = readdirSync(paths.procfs).map(Number).filter(Boolean)
    await t.throwsAsync(new Process(pid).wait({ timeout: 20 }), { instanceOf: TimeoutExpiredError })
  } finally {
    paths.procfs = before
  }
})

test('a pending wait keeps the program alive, unless it is told not to', async (t) => {
  const child = startSleeper(t)
  const program = (options: string) => `
    import { Process } from './dist/index.js'
    process.on('exit', () => console.log('end'))
    const target = new Process(${child.pid})
    target.wait(${options}).then(console.log, ({ code }) => console.log(code))`
  t.is(await run(program('{ ref: false }')), 'end\n')
  t.is(await run(program('{ ref: false, timeout: 60_000 }')), 'end\n')
  t.is(await run(program('{ timeout: 50 }')), 'ERR_TIMEOUT_EXPIRED\nend\n')
  const waiting = run(program(''))
  await eventually('the wait', () => isWaitedFor(child.pid))
  child.kill()
  t.is(await waiting, "{ exitCode: null, signalCode: 'SIGTERM' }\nend\n")
})

/** Whether some other program than this waits for a process: it has a pidfd, as any that looks at it, and the thread. */
function isWaitedFor(pid: number): boolean {
  return childPids(process.pid).some((other) => {
    try {
      const holds = readdirSync(`/proc/${other}/fdinfo`).some((fd) =>
        readFileSync(`/proc/${other}/fdinfo/${fd}`, 'latin1').includes(`\nPid:\t${pid}\n`),
      )
      const threads = readdirSync(`/proc/${other}/task`).map((id) =>
        readFileSync(`/proc/${other}/task/${id}/comm`, 'latin1'),
      )
      return holds && threads.includes('psutil-wait\n')
    } catch {
      return false
    }
  })
}

test('Popen: what Node knows, whoever reaps', async (t) => {
  const target = new Popen('sh', ['-c', 'exit 5'])
  t.deepEqual(await target.wait(), { exitCode: 5, signalCode: null })
  t.deepEqual(target.poll(), { exitCode: 5, signalCode: null })
  t.deepEqual(await target.wait({ timeout: 0 }), { exitCode: 5, signalCode: null })
  const sleeper = new Popen('sleep', ['1000'])
  t.teardown(() => sleeper.child.kill('SIGKILL'))
  await t.throwsAsync(sleeper.wait({ timeout: 5 }), { instanceOf: TimeoutExpiredError })
  await t.throwsAsync(sleeper.wait({ timeout: -1 }), { instanceOf: RangeError })
  sleeper.terminate()
  t.deepEqual(await sleeper.wait(), SIGTERM)
})

asRoot('a process of root, waited for by nobody', async (t) => {
  const child = startSleeper(t)
  const waiting = runAs(child.pid)
  await eventually('the wait', () => isWaitedFor(child.pid))
  child.kill()
  t.true(['null', JSON.stringify(SIGTERM)].includes(JSON.stringify(await waiting)))
})

asNobody('a zombie of root that nobody reaps, waited for by nobody', async (t) => {
  const { pid } = await startZombie(t)
  t.is(stateLetter(pid), 'Z')
  t.is(runForJson([...AS_NOBODY, ...nodeCommand('wait-for.ts', String(pid))]), null)
})

asNobody('the zombie of another program of the same user, though its files are root’s', async (t) => {
  const { pid } = await startZombie(t, { uid: NOBODY, gid: NOBODY })
  const returned = runForJson([...AS_NOBODY, ...nodeCommand('wait-for.ts', String(pid))])
  t.deepEqual(returned, { exitCode: 0, signalCode: null })
})

/** How nobody saw a process end. */
async function runAs(pid: number): Promise<unknown> {
  const [file = '', ...args] = [...AS_NOBODY, ...nodeCommand('wait-for.ts', String(pid))]
  const program = new Popen(file, args, { stdio: ['ignore', 'pipe', 'inherit'], cwd: process.cwd() })
  const { stdout } = await program.communicate()
  return JSON.parse(stdout ?? '')
}
