import { setImmediate } from 'node:timers/promises'
import test from 'ava'
import { type ExitStatus, Popen, Process, TimeoutExpiredError, waitProcs } from 'psutil-native'
import { end, startSleeper } from './helpers/child.ts'
import { startZombie } from './helpers/zombie.ts'

const SIGTERM = { exitCode: null, signalCode: 'SIGTERM' } as const
const wrong = (value: unknown) => value as never

test('all of them, in the order of their ends', async (t) => {
  const [first, second, third] = [1, 2, 3].map(() => new Process(startSleeper(t).pid)) as Three
  const seen: [Process, ExitStatus | null][] = []
  const waiting = waitProcs([first, second, third], {
    onExit(process, status) {
      seen.push([process, status])
      const next = process === third ? first : second
      if (process !== second) next.terminate()
    },
  })
  third.terminate()
  t.deepEqual(await waiting, { gone: [third, first, second], alive: [] })
  t.deepEqual(seen, [
    [third, SIGTERM],
    [first, SIGTERM],
    [second, SIGTERM],
  ])
  t.deepEqual(await first.wait({ timeout: 0 }), SIGTERM)
})

type Three = [Process, Process, Process]

test('trap 3: one deadline for all, and no error when it has come', async (t) => {
  const [first, second, third] = [1, 2, 3].map(() => new Process(startSleeper(t).pid)) as Three
  second.terminate()
  await second.wait()
  const before = performance.now()
  t.deepEqual(await waitProcs([first, second, third], { timeout: 100 }), {
    gone: [second],
    alive: [first, third],
  })
  t.true(performance.now() - before > 95)
  t.deepEqual(await waitProcs([first], { timeout: 0 }), { gone: [], alive: [first] })
})

test('who is gone at the beginning is told of all the same, once', async (t) => {
  const child = startSleeper(t)
  const reaped = new Process(child.pid)
  await end(child)
  const zombie = new Process((await startZombie(t)).pid)
  const popen = new Popen('true')
  await popen.wait()
  const seen: Process[] = []
  const { gone, alive } = await waitProcs([reaped, zombie, popen, reaped], {
    timeout: 60_000,
    onExit: (process) => seen.push(process),
  })
  t.is(gone.length, 3)
  t.deepEqual(new Set(gone), new Set<Process>([reaped, zombie, popen]))
  t.deepEqual(seen, gone)
  t.deepEqual(alive, [])
})

test('none at all', async (t) => {
  t.deepEqual(await waitProcs([]), { gone: [], alive: [] })
  t.deepEqual(await waitProcs(new Set<Process>(), { timeout: 0 }), { gone: [], alive: [] })
})

test('what onExit throws, and then nothing more is told', async (t) => {
  const all = [1, 2].map(() => new Process(startSleeper(t).pid))
  let calls = 0
  const waiting = waitProcs(all, {
    onExit() {
      calls += 1
      throw new Error('of mine')
    },
  })
  all[0]?.terminate()
  await t.throwsAsync(waiting, { message: 'of mine' })
  all[1]?.terminate()
  await all[1]?.wait()
  await setImmediate()
  t.is(calls, 1)
})

test('what onExit throws is not taken for the deadline', async (t) => {
  const target = new Process(startSleeper(t).pid)
  const reason = new TimeoutExpiredError(5)
  const waiting = waitProcs([target], {
    onExit() {
      throw reason
    },
  })
  target.terminate()
  t.is(await waiting.catch((error: unknown) => error), reason)
})

test('a signal rejects with its reason', async (t) => {
  const target = new Process(startSleeper(t).pid)
  const abort = new AbortController()
  const waiting = waitProcs([target], { signal: abort.signal })
  abort.abort('enough')
  t.is(await waiting.catch((reason: unknown) => reason), 'enough')
  t.is(await waitProcs([], { signal: AbortSignal.abort('early') }).catch((reason) => reason), 'early')
})

test('bad input, and then nobody is waited for', async (t) => {
  const target = new Process(startSleeper(t).pid)
  for (const procs of [undefined, null, 1, {}, [1], [target, null]]) {
    await t.throwsAsync(waitProcs(wrong(procs)), { code: 'ERR_INVALID_ARG_TYPE', message: /procs/ })
  }
  for (const timeout of [-1, Number.NaN]) {
    await t.throwsAsync(waitProcs([target], { timeout }), { instanceOf: RangeError })
  }
  await t.throwsAsync(waitProcs([target], { onExit: wrong('x') }), { message: /options\.onExit/ })
  await t.throwsAsync(waitProcs([target, new Process()], { timeout: 0 }), { code: 'ERR_INVALID_STATE' })
})
