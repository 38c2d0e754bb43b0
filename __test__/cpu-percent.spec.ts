import test from 'ava'
import { busyPercent, timesPercent } from '../src/cpu-percent.ts'

const START = { user: 100, system: 50, idle: 1000, iowait: 10, steal: 5, guest: 20 }

test('waiting for I/O is idle, stolen time is not', (t) => {
  t.is(busyPercent(START, { ...START, user: 101, idle: 1001, iowait: 11, steal: 6 }), 50)
})

test('the time of guests is in user and nice already', (t) => {
  t.is(busyPercent(START, { ...START, user: 101, guest: 21, idle: 1001 }), 50)
  const before = { user: 0, nice: 0, system: 0, idle: 0, guest: 0, guestNice: 0 }
  const after = { user: 2, nice: 1, system: 0, idle: 1, guest: 2, guestNice: 1 }
  t.is(busyPercent(before, after), 75)
  t.deepEqual(timesPercent(before, after), {
    user: 50,
    nice: 25,
    system: 0,
    idle: 25,
    guest: 50,
    guestNice: 25,
  })
})

test('without an earlier sample it is about all the time since boot', (t) => {
  const times = { user: 10, system: 10, idle: 75, iowait: 5 }
  t.is(busyPercent(undefined, times), 20)
  t.deepEqual(timesPercent(undefined, times), { user: 10, system: 10, idle: 75, iowait: 5 })
})

test('E-K8 counters that go backwards never make it negative or more than 100', (t) => {
  t.is(busyPercent(START, { ...START, user: 99, idle: 1001 }), 0)
  t.is(busyPercent(START, { ...START, user: 101, idle: 900, iowait: 0 }), 100)
  t.is(busyPercent(START, { user: 0, system: 0, idle: 0 }), null)
  const back = timesPercent(START, { ...START, user: 103, idle: 1001, iowait: 0, steal: 0 })
  t.deepEqual(back, { user: 75, system: 0, idle: 25, iowait: 0, steal: 0, guest: 0 })
  // guests are ahead of user: the kernel writes the two one after the other
  t.is(timesPercent(START, { ...START, guest: 25, idle: 1001 }).guest, 100)
})

test('if no time has passed nothing was done', (t) => {
  t.is(busyPercent(START, START), null)
  t.deepEqual(timesPercent(START, START), { user: 0, system: 0, idle: 0, iowait: 0, steal: 0, guest: 0 })
})

test('fields that are unknown stay so, and those of other platforms absent', (t) => {
  const before = { user: 0, system: 0, idle: 0, iowait: null }
  t.is(busyPercent(before, { user: 1, system: 0, idle: 3, iowait: 9 }), 25)
  const percents = timesPercent(before, { user: 1, system: 0, idle: 3, iowait: 9, steal: null })
  t.deepEqual(percents, { user: 25, system: 0, idle: 75, iowait: null, steal: null })
})

test('parts of a short time are not rounded', (t) => {
  const before = { user: 0.1, system: 0.2, idle: 0.3 }
  const { user, system, idle } = timesPercent(before, { user: 0.11, system: 0.21, idle: 0.31 })
  for (const each of [user, system, idle]) t.true(Math.abs(each - 100 / 3) < 1e-9, `${each}`)
})

test('random counters give percentages that add up', (t) => {
  // a fixed sequence, so that a failure comes back
  let seed = 1
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % 1000
  }
  for (let round = 0; round < 1000; round += 1) {
    const sample = () => ({
      user: random(),
      system: random(),
      idle: random(),
      iowait: random(),
      guest: random(),
    })
    const [before, after] = [sample(), sample()]
    const busy = busyPercent(before, after) ?? 0
    const { user, system, idle, iowait, guest } = timesPercent(before, after)
    for (const each of [busy, user, system, idle, iowait ?? 0, guest ?? 0]) t.true(each >= 0 && each <= 100)
    const total = user + system + idle + (iowait ?? 0)
    t.true(total === 0 || Math.abs(total - 100) < 1e-9, `${total}`)
    t.true(Math.abs(busy - user - system) < 1e-9)
  }
})
