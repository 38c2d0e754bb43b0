import test, { type ExecutionContext } from 'ava'
import * as psutil from 'psutil-native'
import { paths } from 'psutil-native'
import { cpuPercent, cpuTimesPercent, percpuPercent, percpuTimesPercent } from 'psutil-native/promises'
import { lookAt, machine, write } from '../helpers/made-up-machine.ts'

type Cpu = readonly [number: number, user: number, idle: number]

/** `/proc/stat` of these CPUs, user and idle in ticks each. */
function stat(...cpus: readonly Cpu[]): string {
  const total = (at: 1 | 2) => cpus.reduce((sum, cpu) => sum + cpu[at], 0)
  const line = (name: string, user: number, idle: number) => `${name} ${user} 0 0 ${idle} 0 0 0 0 0 0\n`
  const lines = cpus.map(([number, user, idle]) => line(`cpu${number}`, user, idle))
  return `${line('cpu ', total(1), total(2))}${lines.join('')}intr 1\nctxt 1\n`
}

/** Without what is lost to binary fractions of seconds. */
const rounded = (percent: number) => Math.round(percent * 1e9) / 1e9

/** What is measured while the counters of a machine go on. */
async function between<T>(
  t: ExecutionContext,
  before: readonly Cpu[],
  after: readonly Cpu[],
  measure: () => Promise<T>,
): Promise<T> {
  const root = machine(t, { 'proc/stat': stat(...before) })
  lookAt(t, root)
  const measured = measure()
  write(root, { 'proc/stat': stat(...after) })
  return await measured
}

const BEFORE: readonly Cpu[] = [
  [0, 100, 300],
  [1, 300, 100],
]
const AFTER: readonly Cpu[] = [
  [0, 110, 390],
  [1, 300, 200],
]
const interval = 20

test.serial('from now on, and not since boot', async (t) => {
  t.is(rounded(await between(t, BEFORE, AFTER, () => cpuPercent({ interval }))), 5)
  t.deepEqual((await between(t, BEFORE, AFTER, () => percpuPercent({ interval }))).map(rounded), [10, 0])
  const all = await between(t, BEFORE, AFTER, () => cpuTimesPercent({ interval }))
  t.deepEqual([rounded(all.user), rounded(all.idle)], [5, 95])
  const each = await between(t, BEFORE, AFTER, () => percpuTimesPercent({ interval }))
  t.deepEqual(
    each.map(({ user, idle }) => [rounded(user), rounded(idle)]),
    [
      [10, 90],
      [0, 100],
    ],
  )
})

test.serial('no time, no use', async (t) => {
  t.is(await between(t, BEFORE, BEFORE, () => cpuPercent({ interval })), 0)
  t.deepEqual(await between(t, BEFORE, BEFORE, () => percpuPercent({ interval })), [0, 0])
})

test.serial('a CPU that comes meanwhile is looked at since boot, one that goes is left out', async (t) => {
  const after: readonly Cpu[] = [
    [1, 300, 200],
    [2, 50, 50],
  ]
  t.deepEqual(await between(t, BEFORE, after, () => percpuPercent({ interval })), [0, 50])
})

test.serial('several at a time disturb neither each other nor the main file', async (t) => {
  const root = machine(t, { 'proc/stat': stat(...BEFORE) })
  lookAt(t, root)
  psutil.cpuPercent()
  const first = cpuPercent({ interval })
  const second = cpuPercent({ interval })
  write(root, { 'proc/stat': stat(...AFTER) })
  t.deepEqual((await Promise.all([first, second])).map(rounded), [5, 5])
  t.is(rounded(psutil.cpuPercent()), 5)
})

test.serial('it stays with the machine that it began with', async (t) => {
  const other = machine(t, { 'proc/stat': stat([0, 7, 1]) })
  const measured = await between(t, BEFORE, AFTER, () => {
    const begun = cpuPercent({ interval })
    paths.procfs = `${other}/proc`
    return begun
  })
  t.is(rounded(measured), 5)
})

test.serial('what cannot be read rejects', async (t) => {
  lookAt(t, machine(t, {}))
  await t.throwsAsync(cpuPercent({ interval }), { instanceOf: psutil.SystemError })
  await t.throwsAsync(percpuTimesPercent({ interval }), { instanceOf: psutil.SystemError })
})

test('an interval must be told', async (t) => {
  for (const measure of [cpuPercent, percpuPercent, cpuTimesPercent, percpuTimesPercent]) {
    await t.throwsAsync((measure as () => Promise<unknown>)(), { instanceOf: TypeError })
    await t.throwsAsync(measure({ interval: 0 }), { instanceOf: RangeError })
  }
})
