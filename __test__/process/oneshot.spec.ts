import { setTimeout } from 'node:timers/promises'
import test from 'ava'
import { NoSuchProcessError, Process } from 'psutil-native'
import { end, startSleeper, startUntended } from '../helpers/child.ts'
import { soon } from '../helpers/eventually.ts'
import { stateLetter } from '../helpers/proc.ts'

/** Stops a process and lets it go on; whether the object, asked before, saw it. */
function seesChange(target: Process): boolean {
  target.status()
  target.suspend()
  soon('stop', () => stateLetter(target.pid) === 'T')
  const seen = target.status()
  target.resume()
  soon('continuation', () => stateLetter(target.pid) === 'S')
  return seen === 'stopped'
}

test('without it, each answer is new', (t) => {
  const target = new Process(startSleeper(t).pid)
  t.true(seesChange(target))
})

test('a callback', (t) => {
  const target = new Process(startSleeper(t).pid)
  t.false(target.oneshot(() => seesChange(target)))
  t.true(seesChange(target))
  t.is(
    target.oneshot(() => 7),
    7,
  )
})

test('several getters agree', (t) => {
  const target = new Process(startSleeper(t).pid)
  const inside = target.oneshot(() => [target.name(), target.ppid(), target.uids(), target.numThreads()])
  t.deepEqual(inside, [target.name(), target.ppid(), target.uids(), target.numThreads()])
})

test('nested', (t) => {
  const target = new Process(startSleeper(t).pid)
  target.oneshot(() => {
    t.false(target.oneshot(() => seesChange(target)))
    t.false(seesChange(target), 'the inner one must not end the outer one')
  })
  t.true(seesChange(target))
})

test('using', (t) => {
  const target = new Process(startSleeper(t).pid)
  {
    using _kept = target.oneshot()
    t.false(seesChange(target))
    {
      using _inner = target.oneshot()
      t.false(seesChange(target))
    }
    t.false(seesChange(target))
  }
  t.true(seesChange(target))
})

test('disposing twice ends it once', (t) => {
  const target = new Process(startSleeper(t).pid)
  const outer = target.oneshot()
  const inner = target.oneshot()
  inner[Symbol.dispose]()
  inner[Symbol.dispose]()
  t.false(seesChange(target))
  outer[Symbol.dispose]()
  t.true(seesChange(target))
})

test('trap 1 an error inside ends it', (t) => {
  const target = new Process(startSleeper(t).pid)
  const error = new Error('inside')
  const thrown = t.throws(() =>
    target.oneshot(() => {
      target.status()
      throw error
    }),
  )
  t.is(thrown, error)
  t.true(seesChange(target))
})

test('a Promise keeps it until it settles', async (t) => {
  const target = new Process(startSleeper(t).pid)
  const seen = await target.oneshot(async () => {
    const first = seesChange(target)
    await setTimeout(1)
    return [first, seesChange(target)]
  })
  t.deepEqual(seen, [false, false])
  t.true(seesChange(target))
})

test('a Promise that is rejected ends it', async (t) => {
  const target = new Process(startSleeper(t).pid)
  await t.throwsAsync(
    target.oneshot(async () => {
      target.status()
      await setTimeout(1)
      throw new Error('inside')
    }),
    { message: 'inside' },
  )
  t.true(seesChange(target))
})

test('two Promises at once end it when both have settled', async (t) => {
  const target = new Process(startSleeper(t).pid)
  target.oneshot(() => target.status())
  let release = () => {}
  const waiting = new Promise<void>((resolve) => {
    release = resolve
  })
  const first = target.oneshot(() => waiting)
  await target.oneshot(async () => t.false(seesChange(target)))
  t.false(seesChange(target))
  release()
  await first
  t.true(seesChange(target))
})

test('another object of the process is not kept', (t) => {
  const target = new Process(startSleeper(t).pid)
  const other = new Process(target.pid)
  t.true(target.oneshot(() => seesChange(other)))
})

test('a process that ends inside', async (t) => {
  const child = startUntended('sleep', ['1000'])
  const target = new Process(child.pid)
  const kept = target.oneshot()
  target.status()
  await end(child)
  t.throws(() => target.kill(), { instanceOf: NoSuchProcessError })
  t.false(target.isRunning())
  kept[Symbol.dispose]()
  t.throws(() => target.status(), { instanceOf: NoSuchProcessError })
})
