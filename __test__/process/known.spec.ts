import test from 'ava'
import { Process } from 'psutil-native'
import { startSleeper } from '../helpers/child.ts'

test('two objects of one process are equal, and others are not', (t) => {
  const { pid } = startSleeper(t)
  t.true(new Process(pid).equals(new Process(pid)))
  t.false(new Process(pid).equals(new Process()))
  t.false(new Process(pid).equals(pid))
  t.false(new Process(pid).equals(null))
})

test('what an object is made of is not to be seen or changed', (t) => {
  t.deepEqual(Object.keys(new Process()), [])
  t.deepEqual(JSON.parse(JSON.stringify(new Process())), {
    pid: process.pid,
    identity: new Process().identity,
  })
})

test('oneshot wants a function', (t) => {
  t.throws(() => new Process().oneshot(7 as never), { instanceOf: TypeError, code: 'ERR_INVALID_ARG_TYPE' })
})
