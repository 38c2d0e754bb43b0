import test from 'ava'
import { Process, pidExists, pids, processIter, processIterAvailable } from 'psutil-native'

test('pids are in ascending order and hold ours', (t) => {
  const numbers = pids()
  t.true(numbers.includes(process.pid))
  t.deepEqual(
    numbers,
    numbers.toSorted((a, b) => a - b),
  )
  t.is(new Set(numbers).size, numbers.length)
})

test('the same process is the same object while it lives', (t) => {
  const ours = () => [...processIter()].find((each) => each.pid === process.pid)
  const first = ours()
  t.true(first instanceof Process)
  t.is(ours(), first)
  t.is(
    [...processIterAvailable()].find((each) => each.pid === process.pid),
    first,
  )
})

test('a listing is in ascending order and of processes that exist', (t) => {
  const numbers = [...processIterAvailable()].map((each) => each.pid)
  t.deepEqual(
    numbers,
    numbers.toSorted((a, b) => a - b),
  )
  t.true(pidExists(1))
  t.true(numbers.includes(process.pid))
})
