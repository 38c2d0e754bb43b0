import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import test, { type ExecutionContext } from 'ava'
import { type CpuTimes, cpuTimes, percpuTimes } from 'psutil-native'

/** Clock ticks per second in `/proc/stat`. */
const USER_HZ = 100

/** The kernel's idle, iowait and steal may go back a little between two reads. */
const BACKWARDS_S = 0.05

const COLUMNS = [
  'user',
  'nice',
  'system',
  'idle',
  'iowait',
  'irq',
  'softirq',
  'steal',
  'guest',
  'guestNice',
] as const satisfies (keyof CpuTimes)[]

/** The lines of `/proc/stat` that are about CPUs, all of them together first. */
function stat(): number[][] {
  const lines = readFileSync('/proc/stat', 'latin1').split('\n')
  const times = lines.filter((line) => line.startsWith('cpu'))
  return times.map((line) => line.split(/ +/).slice(1).map(Number))
}

function isBetween(t: ExecutionContext, low: number, value: number, high: number, what: string): void {
  t.true(low - BACKWARDS_S <= value && value <= high + BACKWARDS_S, `${what}: ${low} ${value} ${high}`)
}

test('times are between those in /proc/stat before and after', (t) => {
  const before = stat()
  const ours = [cpuTimes(), ...percpuTimes()]
  const after = stat()
  t.is(ours.length, before.length)
  for (const [cpu, times] of ours.entries()) {
    for (const [column, name] of COLUMNS.entries()) {
      const [low, high] = [before, after].map((lines) => (lines[cpu]?.[column] ?? Number.NaN) / USER_HZ)
      isBetween(t, low ?? Number.NaN, times[name] ?? Number.NaN, high ?? Number.NaN, `${name} of ${cpu - 1}`)
    }
  }
})

test('each CPU is as node:os says', (t) => {
  const before = cpus()
  const ours = percpuTimes()
  const after = cpus()
  t.is(ours.length, before.length)
  for (const [cpu, times] of ours.entries()) {
    const pairs = [
      ['user', 'user'],
      ['nice', 'nice'],
      ['sys', 'system'],
      ['idle', 'idle'],
      ['irq', 'irq'],
    ] as const
    for (const [theirs, name] of pairs) {
      const [low, high] = [before, after].map((list) => (list[cpu]?.times[theirs] ?? Number.NaN) / 1000)
      isBetween(t, low ?? Number.NaN, times[name] ?? Number.NaN, high ?? Number.NaN, `${name} of ${cpu}`)
    }
  }
})
