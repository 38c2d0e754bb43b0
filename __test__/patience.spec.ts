import { getEventListeners } from 'node:events'
import test from 'ava'
import { TimeoutExpiredError } from '../src/errors.ts'
import { checkPatience, patiently } from '../src/patience.ts'
import { run } from './helpers/program.ts'

const never = () => () => {}
const wrong = (value: unknown) => value as never

test('options: as long as it takes, and the program stays for it', (t) => {
  t.deepEqual(checkPatience({}), { timeout: Infinity, signal: undefined, holds: true })
  t.deepEqual(checkPatience({ ref: false, timeout: 5 }), { timeout: 5, signal: undefined, holds: false })
})

test('bad options are told by name', (t) => {
  for (const timeout of ['1', null, 1n]) {
    t.throws(() => checkPatience({ timeout: wrong(timeout) }), {
      instanceOf: TypeError,
      code: 'ERR_INVALID_ARG_TYPE',
      message: /options\.timeout/,
    })
  }
  for (const timeout of [-1, -Infinity, Number.NaN]) {
    t.throws(() => checkPatience({ timeout }), {
      instanceOf: RangeError,
      code: 'ERR_OUT_OF_RANGE',
      message: /options\.timeout/,
    })
  }
  t.throws(() => checkPatience({ signal: wrong('SIGTERM') }), { message: /options\.signal/ })
  t.throws(() => checkPatience({ ref: wrong(1) }), { message: /options\.ref/ })
  t.throws(() => checkPatience(wrong(null)), { instanceOf: TypeError })
})

test('a signal aborted beforehand: its reason, thrown', (t) => {
  const reason = new Error('enough')
  t.is(
    t.throws(() => checkPatience({ signal: AbortSignal.abort(reason) })),
    reason,
  )
})

test('what is over at once is no matter of time', async (t) => {
  const over = (settle: { resolve: (value: string) => void }) => {
    settle.resolve('over')
    return () => {}
  }
  t.is(await patiently(checkPatience({ timeout: 0 }), undefined, over), 'over')
})

test('whatever ends it, it is cleaned up after', async (t) => {
  const abort = new AbortController()
  let ended = 0
  const begin = () => () => {
    ended += 1
  }
  const error = await t.throwsAsync(patiently(checkPatience({ timeout: 1 }), 7, begin), {
    instanceOf: TimeoutExpiredError,
  })
  t.like(error, { timeout: 1, pid: 7 })
  const waiting = patiently(checkPatience({ signal: abort.signal }), undefined, begin)
  t.is(getEventListeners(abort.signal, 'abort').length, 1)
  abort.abort('enough')
  t.is(await waiting.catch((reason: unknown) => reason), 'enough')
  t.is(getEventListeners(abort.signal, 'abort').length, 0)
  t.is(ended, 2)
})

test('one signal for many: each hears of it, and Node has nothing to warn of', async (t) => {
  const abort = new AbortController()
  const { signal } = abort
  const all = Array.from({ length: 30 }, () => patiently(checkPatience({ signal }), undefined, never))
  t.is(getEventListeners(signal, 'abort').length, 1)
  const early = patiently(checkPatience({ signal, timeout: 0 }), undefined, never)
  await t.throwsAsync(early, { instanceOf: TimeoutExpiredError })
  t.is(getEventListeners(signal, 'abort').length, 1)
  abort.abort('enough')
  const reasons = await Promise.all(all.map((each) => each.catch((reason: unknown) => reason)))
  t.deepEqual(new Set(reasons), new Set(['enough']))
  t.is(getEventListeners(signal, 'abort').length, 0)
})

test('what cannot even begin: its error', async (t) => {
  const fails = () => {
    throw new Error('cannot')
  }
  await t.throwsAsync(patiently(checkPatience({ timeout: 5 }), undefined, fails), { message: 'cannot' })
})

test('longer than a timer of Node can run', async (t) => {
  for (const timeout of [2 ** 31, Number.MAX_VALUE, Infinity]) {
    const abort = new AbortController()
    const waiting = patiently(checkPatience({ timeout, signal: abort.signal }), undefined, never)
    setTimeout(() => abort.abort('long enough'), 20)
    t.is(await waiting.catch((reason: unknown) => reason), 'long enough')
  }
})

test('the program stays for it, or not', async (t) => {
  const program = (options: string) => `
    import { checkPatience, patiently } from './src/patience.ts'
    patiently(checkPatience(${options}), undefined, () => () => {}).catch(() => console.log('expired'))`
  t.is(await run(program('{ timeout: 50 }')), 'expired\n')
  t.is(await run(program('{ timeout: 60_000, ref: false }')), '')
  t.is(await run(program('{ ref: false }')), '')
})
