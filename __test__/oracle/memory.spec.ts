import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { freemem, totalmem } from 'node:os'
import test, { type ExecutionContext } from 'ava'
import { swapMemory, virtualMemory } from 'psutil-native'

/** What other programs may take or give back between two reads; tests run in parallel here. */
const DRIFT = 512 * 1024 * 1024

/** `/proc/meminfo` in bytes. */
function meminfo(): Record<string, number> {
  const lines = readFileSync('/proc/meminfo', 'latin1').matchAll(/^(.+?): *(\d+) kB$/gm)
  return Object.fromEntries(Array.from(lines, ([, key, kib]) => [key, Number(kib) * 1024]))
}

function isNear(t: ExecutionContext, value: unknown, expected: number | undefined, what: string): void {
  t.is(typeof value, 'number', what)
  t.true(Math.abs(Number(value) - (expected ?? Number.NaN)) <= DRIFT, `${what}: ${value} and ${expected}`)
}

test('RAM as node:os says', (t) => {
  const { total, available } = virtualMemory()
  t.is(total, totalmem())
  isNear(t, available, freemem(), 'available')
})

test('RAM as /proc/meminfo says', (t) => {
  const theirs = meminfo()
  const ours = virtualMemory()
  t.is(ours.total, theirs.MemTotal ?? Number.NaN)
  isNear(t, ours.free, theirs.MemFree, 'free')
  isNear(t, ours.available, theirs.MemAvailable, 'available')
  isNear(t, ours.active, theirs.Active, 'active')
  isNear(t, ours.inactive, theirs.Inactive, 'inactive')
  isNear(t, ours.buffers, theirs.Buffers, 'buffers')
  isNear(t, ours.cached, (theirs.Cached ?? 0) + (theirs.SReclaimable ?? 0), 'cached')
  isNear(t, ours.shared, theirs.Shmem, 'shared')
  isNear(t, ours.slab, theirs.Slab, 'slab')
})

test('used and percent follow from the others', (t) => {
  const { total, available, used, percent } = virtualMemory()
  t.is(used, total - available)
  t.true(Math.abs(percent - (100 * used) / total) < 0.1)
})

test('swap as /proc/meminfo says', (t) => {
  const theirs = meminfo()
  const { total, used, free, percent } = swapMemory()
  t.is(total, theirs.SwapTotal ?? Number.NaN)
  isNear(t, free, theirs.SwapFree, 'free')
  t.is(used, total - free)
  t.true(percent >= 0 && percent <= 100)
})

test('as free(1) says, where there is one', (t) => {
  const { stdout, status } = spawnSync('free', ['-b'], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  if (status !== 0) {
    t.log('no free(1) here')
    t.pass()
    return
  }
  const rows = stdout.split('\n').map((line) => line.split(/ +/))
  const column = (row: string, name: string) => {
    const numbers = rows.find(([title]) => title === row)
    return Number(numbers?.[rows[0]?.indexOf(name) ?? 0])
  }
  const ours = virtualMemory()
  t.is(ours.total, column('Mem:', 'total'))
  isNear(t, ours.free, column('Mem:', 'free'), 'free')
  isNear(t, ours.available, column('Mem:', 'available'), 'available')
  isNear(t, ours.shared, column('Mem:', 'shared'), 'shared')
  isNear(t, (ours.buffers ?? 0) + (ours.cached ?? 0), column('Mem:', 'buff/cache'), 'buffers and caches')
  const swap = swapMemory()
  t.is(swap.total, column('Swap:', 'total'))
  isNear(t, swap.used, column('Swap:', 'used'), 'swap used')
})

test('as vmstat(8) says, where there is one', (t) => {
  const { stdout, status } = spawnSync('vmstat', ['-s', '-S', 'k'], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  if (status !== 0) {
    t.log('no vmstat(8) here')
    t.pass()
    return
  }
  const value = (title: string) => {
    const found = new RegExp(`^ *(\\d+) (?:k )?${title}$`, 'm').exec(stdout)
    return Number(found?.[1])
  }
  const page = Number(spawnSync('getconf', ['PAGESIZE'], { encoding: 'utf8' }).stdout)
  const swap = swapMemory()
  const traffic = [value('pages swapped in'), value('pages swapped out')]
  isNear(t, swap.sin, (traffic[0] ?? Number.NaN) * page, 'E-F2 B6: bytes swapped in')
  isNear(t, swap.sout, (traffic[1] ?? Number.NaN) * page, 'E-F2 B6: bytes swapped out')
  const ours = virtualMemory()
  const near = (bytes: unknown, title: string) => isNear(t, bytes, value(title) * 1000, title)
  near(ours.total, 'total memory')
  near(ours.free, 'free memory')
  near(ours.active, 'active memory')
  near(ours.inactive, 'inactive memory')
  near(swap.total, 'total swap')
})
