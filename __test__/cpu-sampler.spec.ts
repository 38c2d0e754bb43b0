import { join } from 'node:path'
import test from 'ava'
import {
  CpuSampler,
  cpuPercent,
  cpuTimesPercent,
  paths,
  percpuPercent,
  percpuTimesPercent,
} from 'psutil-native'
import { lookAt, machine, write } from './helpers/made-up-machine.ts'

/** `/proc/stat` of these CPUs, user and idle in ticks each. */
function stat(...cpus: readonly (readonly [number: number, user: number, idle: number])[]): string {
  const total = (at: 1 | 2) => cpus.reduce((sum, cpu) => sum + cpu[at], 0)
  const line = (name: string, user: number, idle: number) => `${name} ${user} 0 0 ${idle} 0 0 0 0 0 0\n`
  const lines = cpus.map(([number, user, idle]) => line(`cpu${number}`, user, idle))
  return `${line('cpu ', total(1), total(2))}${lines.join('')}intr 1\nctxt 1\n`
}

/** Without what is lost to binary fractions of seconds. */
const rounded = (percent: number) => Math.round(percent * 1e9) / 1e9

test.serial('since boot at first, then since the previous call', (t) => {
  const root = machine(t, { 'proc/stat': stat([0, 100, 300], [1, 300, 100]) })
  lookAt(t, root)
  const sampler = new CpuSampler()
  t.is(sampler.cpuPercent(), 50)
  t.deepEqual(sampler.percpuPercent(), [25, 75])
  t.like(sampler.cpuTimesPercent(), { user: 50, system: 0, idle: 50, guest: 0 })
  t.deepEqual(
    sampler.percpuTimesPercent().map(({ user, idle }) => [user, idle]),
    [
      [25, 75],
      [75, 25],
    ],
  )
  write(root, { 'proc/stat': stat([0, 110, 390], [1, 300, 200]) })
  t.is(rounded(sampler.cpuPercent()), 5)
  t.deepEqual(sampler.percpuPercent().map(rounded), [10, 0])
  t.is(rounded(sampler.cpuTimesPercent().idle), 95)
  t.deepEqual(
    sampler.percpuTimesPercent().map(({ user }) => rounded(user)),
    [10, 0],
  )
  t.is(sampler.cpuPercent(), 0, 'no time has passed')
  t.deepEqual(sampler.percpuPercent(), [0, 0])
  t.like(sampler.cpuTimesPercent(), { user: 0, idle: 0 })
})

test.serial('each function and each sampler has a state of its own', (t) => {
  const root = machine(t, { 'proc/stat': stat([0, 100, 100]) })
  lookAt(t, root)
  const [first, second] = [new CpuSampler(), new CpuSampler()]
  t.is(cpuPercent(), 50)
  t.is(first.cpuPercent(), 50)
  write(root, { 'proc/stat': stat([0, 200, 100]) })
  t.is(first.cpuPercent(), 100)
  t.is(second.cpuPercent(), (200 / 300) * 100)
  t.is(cpuPercent(), 100)
  t.deepEqual(percpuPercent(), [(200 / 300) * 100])
  t.is(cpuTimesPercent().user, (200 / 300) * 100)
  t.is(percpuTimesPercent()[0]?.user, (200 / 300) * 100)
  t.deepEqual([first.cpuPercent(), cpuPercent(), percpuPercent()[0]], [0, 0, 0])
})

test.serial(
  'E-K4 a CPU that comes is known by its number, and one that was away by when it was last seen',
  (t) => {
    const root = machine(t, { 'proc/stat': stat([0, 100, 0], [2, 0, 100]) })
    lookAt(t, root)
    const sampler = new CpuSampler()
    const both = () => [
      sampler.percpuPercent().map(rounded),
      sampler.percpuTimesPercent().map(({ user }) => rounded(user)),
    ]
    t.deepEqual(both(), [
      [100, 0],
      [100, 0],
    ])
    // CPU 1 comes, and CPU 2 must not be compared with it
    write(root, { 'proc/stat': stat([0, 200, 0], [1, 30, 10], [2, 0, 200]) })
    t.deepEqual(both(), [
      [100, 75, 0],
      [100, 75, 0],
    ])
    // CPUs 0 and 1 go
    write(root, { 'proc/stat': stat([2, 50, 250]) })
    t.deepEqual(both(), [[50], [50]])
    // CPU 0 comes back
    write(root, { 'proc/stat': stat([0, 210, 90], [2, 150, 250]) })
    t.deepEqual(both(), [
      [10, 100],
      [10, 100],
    ])
  },
)

test.serial('E-K8 a sum that falls when a CPU is taken away is no time', (t) => {
  const root = machine(t, { 'proc/stat': stat([0, 100, 100], [1, 100, 100]) })
  lookAt(t, root)
  const sampler = new CpuSampler()
  sampler.cpuPercent()
  sampler.cpuTimesPercent()
  write(root, { 'proc/stat': stat([0, 150, 250]) })
  t.is(sampler.cpuPercent(), 0)
  t.like(sampler.cpuTimesPercent(), { user: 0, idle: 100 })
})

test.serial('other paths are another machine', (t) => {
  const one = machine(t, { 'proc/stat': stat([0, 100, 100]) })
  const other = machine(t, { 'proc/stat': stat([0, 400, 100]) })
  lookAt(t, one)
  const sampler = new CpuSampler()
  t.is(sampler.cpuPercent(), 50)
  paths.procfs = join(other, 'proc')
  t.is(sampler.cpuPercent(), 80)
  t.deepEqual(sampler.percpuPercent(), [80])
})

test.serial('a sample that fails changes nothing', (t) => {
  const root = machine(t, { 'proc/stat': stat([0, 100, 100]) })
  lookAt(t, root)
  const sampler = new CpuSampler()
  sampler.cpuPercent()
  sampler.percpuPercent()
  write(root, { 'proc/stat': '' })
  for (const ask of ['cpuPercent', 'percpuPercent', 'cpuTimesPercent', 'percpuTimesPercent'] as const) {
    t.throws(() => sampler[ask](), { name: 'KernelDataError' })
  }
  write(root, { 'proc/stat': stat([0, 110, 190]) })
  t.is(rounded(sampler.cpuPercent()), 10)
  t.deepEqual(sampler.percpuPercent().map(rounded), [10])
})

test.serial('JSON keeps everything', (t) => {
  lookAt(t, machine(t, { 'proc/stat': 'cpu 1 2 3 4\ncpu0 1 2 3 4\nintr 1\n' }))
  const sampler = new CpuSampler()
  const percents = sampler.cpuTimesPercent()
  t.deepEqual(JSON.parse(JSON.stringify(percents)), percents)
  t.is(percents.steal, null)
  t.false('lockSpin' in percents)
})
