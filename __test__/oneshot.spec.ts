import test from 'ava'
import { Handle } from '../src/handle.ts'
import { Oneshot } from '../src/oneshot.ts'

function subject() {
  const handle = new Handle(new Float64Array(6))
  return { oneshot: new Oneshot(handle), kept: () => handle.oneshot }
}

test('the handle has a number while it is kept', (t) => {
  const { oneshot, kept } = subject()
  t.is(kept(), 0)
  const first = oneshot.begin()
  const number = kept()
  t.true(number > 0)
  const second = oneshot.begin()
  t.is(kept(), number)
  second[Symbol.dispose]()
  t.is(kept(), number)
  first[Symbol.dispose]()
  t.is(kept(), 0)
})

test('ends may come in any order, and one counts once', (t) => {
  const { oneshot, kept } = subject()
  const first = oneshot.begin()
  const second = oneshot.begin()
  first[Symbol.dispose]()
  first[Symbol.dispose]()
  t.true(kept() > 0)
  second[Symbol.dispose]()
  t.is(kept(), 0)
})

test('two at the same time have numbers of their own', (t) => {
  const [one, other] = [subject(), subject()]
  const ends = [one.oneshot.begin(), other.oneshot.begin()]
  t.not(one.kept(), other.kept())
  for (const end of ends) end[Symbol.dispose]()
})

test('a callback’s result comes back', (t) => {
  const { oneshot, kept } = subject()
  t.true(oneshot.run(kept) > 0)
  t.is(kept(), 0)
  t.is(
    oneshot.run(() => null),
    null,
  )
})

test('a callback that throws ends it', (t) => {
  const { oneshot, kept } = subject()
  t.throws(
    () =>
      oneshot.run(() => {
        throw new Error('mine')
      }),
    { message: 'mine' },
  )
  t.is(kept(), 0)
})

test('a Promise keeps it until it settles', async (t) => {
  const { oneshot, kept } = subject()
  const { promise, settle } = pending()
  const running = oneshot.run(() => promise)
  t.is(running, promise)
  t.true(kept() > 0)
  settle()
  await running
  t.is(kept(), 0)
})

test('a Promise that rejects ends it too, and is still the caller’s to handle', async (t) => {
  const { oneshot, kept } = subject()
  await t.throwsAsync(
    oneshot.run(() => Promise.reject(new Error('mine'))),
    { message: 'mine' },
  )
  t.is(kept(), 0)
})

function pending() {
  let settle = () => {}
  const promise = new Promise<void>((resolve) => {
    settle = resolve
  })
  return { promise, settle: () => settle() }
}
