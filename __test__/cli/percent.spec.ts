import test from 'ava'
import { busyPercent, busyPercents, processPercent } from '../../src/cli/percent.ts'
import { busyPercent as common } from '../../src/cpu-percent.ts'

const START = { user: 100, system: 50, idle: 1000, iowait: 10, steal: 5, guest: 20 }

test('how busy a CPU is comes from where the package computes it', (t) => {
  t.is(busyPercent, common)
  t.is(busyPercent(START, { ...START, user: 101, idle: 1001 }), 50)
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
