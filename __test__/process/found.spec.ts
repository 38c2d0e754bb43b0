import test from 'ava'
import { NoSuchProcessError } from '../../src/errors.ts'
import { ofChild, withIdentity, withNumber } from '../../src/process/found.ts'
import { Process } from '../../src/process.ts'
import { end, startSleeper } from '../helpers/child.ts'

test('by its number, by its identity, and as a child: the same process', async (t) => {
  const child = startSleeper(t)
  const found = withNumber(child.pid)
  t.is(found.pid, child.pid)
  t.true(withIdentity(new Process(child.pid).identity).equals(found))
  t.true(ofChild(child).equals(found))
  t.false(withNumber(undefined).equals(found))
  t.is(withNumber(undefined).pid, process.pid)
  await end(child)
  for (const find of [() => withNumber(child.pid), () => ofChild(child)]) {
    t.throws(find, { instanceOf: NoSuchProcessError })
  }
})

test('what names no process', (t) => {
  t.throws(() => withNumber(0.5), { instanceOf: TypeError })
  t.throws(() => withNumber(-1), { instanceOf: RangeError })
  t.throws(() => withIdentity(7 as never), { instanceOf: TypeError })
  t.throws(() => withIdentity('linux'), { instanceOf: TypeError })
  for (const child of [null, {}, { exitCode: null }, { exitCode: null, signalCode: null, pid: '7' }]) {
    t.throws(() => ofChild(child as never), { instanceOf: TypeError })
  }
  const notStarted = { exitCode: null, signalCode: null }
  t.is(t.throws(() => ofChild(notStarted), { instanceOf: NoSuchProcessError }).pid, -1)
  // Lives, but is no child of ours.
  t.throws(() => ofChild({ ...notStarted, pid: process.pid }), { instanceOf: NoSuchProcessError })
})
