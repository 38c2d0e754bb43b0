import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import test, { type ExecutionContext } from 'ava'
import {
  CpuSampler,
  type CpuTimes,
  cpuFreq,
  cpuStats,
  cpuTimes,
  logicalCpuCount,
  percpuFreq,
  percpuTimes,
  physicalCpuCount,
  usableCpuCount,
} from 'psutil-native'
import { nodeCommand, runForJson, whyNot } from '../helpers/as-user.ts'
import { inCgroup, makeCgroup, whyNoCgroup } from '../helpers/cgroup.ts'
import { testUnless } from '../helpers/unless.ts'

/** Clock ticks per second in `/proc/stat`. */
const USER_HZ = 100

/** The kernel's idle, iowait and steal may go back a little between two reads. */
const BACKWARDS_S = 0.05

/** The same in percent of the time in which they are compared. */
const BACKWARDS_PERCENT = 5

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

/** What a program prints. */
function output(file: string, ...args: string[]): string {
  const { stdout, status } = spawnSync(file, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } })
  if (status !== 0) throw new Error(`${file} ended with ${status}`)
  return stdout
}

testUnless(whyNot('lscpu', '-p'))('CPUs and cores as lscpu -p says', (t) => {
  const rows = output('lscpu', '--parse=CPU,CORE,SOCKET').matchAll(/^(\d+),(\d*),(\d*)$/gm)
  const all = Array.from(rows, ([, cpu, core, socket]) => ({ cpu, core: `${socket}/${core}` }))
  t.is(logicalCpuCount(), all.length)
  t.is(physicalCpuCount(), new Set(all.map(({ core }) => core)).size)
})

testUnless(whyNot('nproc'))('no more CPUs than nproc says', (t) => {
  const { OMP_NUM_THREADS, OMP_THREAD_LIMIT, ...env } = process.env
  const nproc = Number(spawnSync('nproc', { encoding: 'utf8', env }).stdout)
  const usable = usableCpuCount()
  // Newer ones know quotas too, and round them: 1.5 may be 1 there. Those of old ones may only be more.
  t.true(usable < nproc + 1, `${usable} ${nproc}`)
  t.true(usable === nproc || usable < logicalCpuCount(), `${usable} ${nproc}`)
})

test('CPUs as node:os says', (t) => {
  t.is(logicalCpuCount(), cpus().length)
  t.is(percpuTimes().length, logicalCpuCount())
  t.true(usableCpuCount() <= availableParallelism())
})

test('frequencies as /sys or /proc/cpuinfo says', (t) => {
  const each = percpuFreq()
  const mean = cpuFreq()
  t.is(each.length === 0, mean === null)
  if (mean === null) return
  t.is(each.length, logicalCpuCount())
  const max = each.map((cpu) => cpu.max)
  t.is(
    mean.max === null,
    max.every((mhz) => mhz === null),
  )
  if (existsSync('/sys/devices/system/cpu/cpu0/cpufreq/scaling_max_freq')) {
    const khz = Number(readFileSync('/sys/devices/system/cpu/cpu0/cpufreq/scaling_max_freq', 'latin1'))
    t.is(each[0]?.max, khz / 1000)
    return
  }
  // A virtual machine's is fixed, or hardly moves.
  const cpuinfo = readFileSync('/proc/cpuinfo', 'latin1').match(/^cpu MHz\s*: ([\d.]+)$/m)?.[1]
  t.true(Math.abs(Number(each[0]?.current) - Number(cpuinfo)) < Number(cpuinfo) / 2)
})

test('counters are between those in /proc/stat before and after', (t) => {
  const read = () => {
    const text = readFileSync('/proc/stat', 'latin1')
    return ['ctxt', 'intr', 'softirq'].map((key) =>
      Number(text.match(new RegExp(`^${key} (\\d+)`, 'm'))?.[1]),
    )
  }
  const before = read()
  const { ctxSwitches, interrupts, softInterrupts } = cpuStats()
  const after = read()
  for (const [at, value] of [ctxSwitches, interrupts, softInterrupts].entries()) {
    const [low, high] = [before[at] ?? Number.NaN, after[at] ?? Number.NaN]
    t.true(low <= Number(value) && Number(value) <= high, `${low} ${value} ${high}`)
  }
})

testUnless(whyNot('vmstat', '-s'))('counters are between those of vmstat -s', (t) => {
  // It counts in 32 bits on some versions: only the order is compared where ours is larger.
  const read = (what: string) => Number(output('vmstat', '-s').match(new RegExp(`(\\d+) ${what}`))?.[1])
  for (const [what, field] of [
    ['CPU context switches', 'ctxSwitches'],
    ['interrupts', 'interrupts'],
  ] as const) {
    const before = read(what)
    const value = cpuStats()[field]
    const after = read(what)
    t.true((before <= value && value <= after) || value > 2 ** 32, `${what}: ${before} ${value} ${after}`)
  }
})

/** Ticks of all CPUs: those that were spent on something, and all. Guests are in the first two columns already. */
function use(): { busy: number; total: number } {
  const times = stat()[0]?.slice(0, 8) ?? []
  const total = times.reduce((sum, ticks) => sum + ticks, 0)
  return { busy: total - (times[3] ?? Number.NaN) - (times[4] ?? Number.NaN), total }
}

test('percentages of a while in which this program kept a CPU busy', (t) => {
  const sampler = new CpuSampler()
  const outerStart = use()
  sampler.cpuPercent()
  sampler.cpuTimesPercent()
  sampler.percpuPercent()
  const innerStart = use()
  const from = process.cpuUsage()
  while (process.cpuUsage(from).user < 300_000);
  const innerEnd = use()
  const percent = sampler.cpuPercent()
  const { idle, iowait } = sampler.cpuTimesPercent()
  const each = sampler.percpuPercent()
  const outerEnd = use()
  const low = (100 * (innerEnd.busy - innerStart.busy)) / (outerEnd.total - outerStart.total)
  const high = (100 * (outerEnd.busy - outerStart.busy)) / (innerEnd.total - innerStart.total)
  for (const value of [percent, 100 - idle - (iowait ?? 0)]) {
    t.true(low - BACKWARDS_PERCENT <= value && value <= high + BACKWARDS_PERCENT, `${low} ${value} ${high}`)
  }
  t.true(percent > 0)
  t.is(each.length, logicalCpuCount())
  for (const one of each) t.true(one >= 0 && one <= 100, `${one}`)
})

testUnless(whyNot('taskset', '-c', '0', 'true'))('E-K5 an affinity of one CPU leaves at most one', (t) => {
  const usable = runForJson(['taskset', '-c', '0', ...nodeCommand('usable-cpus.ts')])
  t.is(usable, Math.min(1, usableCpuCount()))
})

testUnless(whyNoCgroup())('the quota of a cgroup above counts', (t) => {
  for (const cpus of [0.5, 1.5]) {
    const command = inCgroup(makeCgroup(t, cpus), nodeCommand('usable-cpus.ts'))
    t.is(runForJson(command), Math.min(cpus, usableCpuCount()))
  }
})

testUnless(whyNoCgroup() ?? whyNot('unshare', '-C', 'true'))(
  'the quota counts in a cgroup namespace whose mounts are older than it',
  (t) => {
    const command = ['unshare', '-C', ...nodeCommand('usable-cpus.ts')]
    t.is(runForJson(inCgroup(makeCgroup(t, 0.75), command)), 0.75)
  },
)
