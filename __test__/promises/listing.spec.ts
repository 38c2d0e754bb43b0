import test from 'ava'
import * as psutil from 'psutil-native'
import { Process, processIter, processIterAvailable } from 'psutil-native/promises'
import { startSleeper } from '../helpers/child.ts'

/** What a loop over it meets. */
async function all(iterator: AsyncIterable<Process>): Promise<Process[]> {
  const met: Process[] = []
  for await (const each of iterator) met.push(each)
  return met
}

test('processes that exist, in ascending order', async (t) => {
  const sleeper = startSleeper(t)
  const met = await all(processIterAvailable())
  const numbers = met.map((each) => each.pid)
  t.deepEqual(
    numbers,
    numbers.toSorted((a, b) => a - b),
  )
  t.true(met.every((each) => each instanceof Process))
  for (const pid of [process.pid, sleeper.pid]) t.true(numbers.includes(pid))
  const theirs = psutil.pids().length
  t.true(Math.abs(theirs - numbers.length) < theirs / 2 + 10)
})

test('the same process is the same object while it lives, but not that of the main file', async (t) => {
  const ours = async (iterator: AsyncIterable<Process>) =>
    (await all(iterator)).find((each) => each.pid === process.pid)
  const first = await ours(processIter())
  t.true(first instanceof Process)
  t.is(await ours(processIter()), first)
  t.is(await ours(processIterAvailable()), first)
  const both = await Promise.all([ours(processIter()), ours(processIterAvailable())])
  t.deepEqual(both, [first, first])
  const theirs = [...psutil.processIter()].find((each) => each.pid === process.pid)
  t.false(theirs instanceof Process)
  t.true(theirs?.equals(first))
})

test('a loop may be given up', async (t) => {
  const abort = new AbortController()
  const met: Process[] = []
  const loop = async () => {
    for await (const each of processIterAvailable({ signal: abort.signal })) {
      met.push(each)
      abort.abort('enough')
    }
  }
  t.is(await loop().catch((reason: unknown) => reason), 'enough')
  t.is(met.length, 1)
})

test('leaving a loop leaves nothing behind', async (t) => {
  for await (const each of processIter()) {
    t.true(each.pid >= 1)
    break
  }
})
