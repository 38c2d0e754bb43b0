import { readFileSync } from 'node:fs'
import * as os from 'node:os'
import test from 'ava'
import { bootTime, timeSinceBoot, uptime } from 'psutil-native'

/** `btime` is cut to whole seconds. */
const BTIME_MS = 1100

/** `os.uptime()` has hundredths. */
const UPTIME_S = 1

/** What the clock may be slewed between two reads. */
const SLEW_MS = 50

test('the instant of booting as /proc/stat says', (t) => {
  const btime = Number(/^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'latin1'))?.[1]) * 1000
  t.true(Math.abs(bootTime() - btime) <= BTIME_MS, `${bootTime()} and ${btime}`)
})

test('the instant of booting and the time since make the present', (t) => {
  const before = Date.now()
  const now = bootTime() + timeSinceBoot() * 1000
  const after = Date.now() + 1
  t.true(before - SLEW_MS <= now && now <= after + SLEW_MS, `${before} ${now} ${after}`)
})

test('the time since as node:os says', (t) => {
  t.true(Math.abs(timeSinceBoot() - os.uptime()) <= UPTIME_S)
})

test('the time running is that of the monotonic clock, and no longer than the time since', (t) => {
  const seconds = () => Number(process.hrtime.bigint()) / 1e9
  const before = seconds()
  const running = uptime()
  const after = seconds()
  t.true(before <= running && running <= after, `${before} ${running} ${after}`)
  t.true(running <= timeSinceBoot())
})
