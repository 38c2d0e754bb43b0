import test from 'ava'
import { busyPercent, busyPercents, processPercent } from '../../src/cli/percent.ts'

const START = { user: 100, system: 50, idle: 1000, iowait: 10, steal: 5, guest: 20 }

test('waiting for I/O is idle, stolen time is not', (t) => {
  t.is(busyPercent(START, { ...START, user: 101, idle: 1001, iowait: 11, steal: 6 }), 50)
})

test('the time of guests is in user already', (t) => {
  t.is(busyPercent(START, { ...START, user: 101, guest: 21, idle: 1001 }), 50)
})

test('counters that go backwards never make it negative or more than 100', (t) => {
  t.is(busyPercent(START, { ...START, user: 99, idle: 1001 }), 0)
  t.is(busyPercent(START, { ...START, user: 101, idle: 900, iowait: 0 }), 100)
  t.is(busyPercent(START, { user: 0, system: 0, idle: 0 }), null)
})

test('fields that are unknown or missing do not count', (t) => {
  t.is(
    busyPercent({ user: 0, system: 0, idle: 0, iowait: null }, { user: 1, system: 0, idle: 3, iowait: 9 }),
    25,
  )
})

test('nothing is known if no time passed or the CPUs changed', (t) => {
  t.is(busyPercent(START, START), null)
  t.deepEqual(busyPercents([START], [{ ...START, idle: 1001 }]), [0])
  t.deepEqual(busyPercents([START], [START, START]), [null, null])
})

test('a process may pass 100, but not fall under 0', (t) => {
  t.is(processPercent(1, 2, 500), 200)
  t.is(processPercent(2, 1, 500), 0)
  t.is(processPercent(1, 2, 0), 0)
})
