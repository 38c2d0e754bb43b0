// The machine, as sysctl(8), vm_stat(1), swapinfo(8) and swapctl(8) tell of it.
import assert from 'node:assert/strict'
import os from 'node:os'
import {
  bootTime,
  logicalCpuCount,
  percpuTimes,
  swapMemory,
  timeSinceBoot,
  users,
  virtualMemory,
} from 'psutil-native'
import { BSDS, near, oracle, rows, says } from './common.mjs'

const sysctl = (name) => says('sysctl', '-n', name).trim()
const NOT_LINUX = ['darwin', ...BSDS]

oracle(
  'sysctl',
  'logicalCpuCount',
  () => {
    const online =
      process.platform === 'freebsd' || process.platform === 'darwin' ? 'hw.ncpu' : 'hw.ncpuonline'
    assert.equal(logicalCpuCount(), Number(sysctl(online)))
    assert.equal(percpuTimes().length, logicalCpuCount())
  },
  { on: NOT_LINUX },
)

oracle(
  'sysctl',
  'virtualMemory',
  () => {
    const names = {
      darwin: 'hw.memsize',
      freebsd: 'hw.physmem',
      openbsd: 'hw.physmem',
      netbsd: 'hw.physmem64',
    }
    assert.equal(virtualMemory().total, Number(sysctl(names[process.platform])))
    near(virtualMemory().total, os.totalmem(), 0.1, 'os.totalmem()')
    assert.ok(virtualMemory().available <= virtualMemory().total)
  },
  { on: NOT_LINUX },
)

oracle(
  'sysctl',
  'bootTime',
  () => {
    // `{ sec = 1700000000, usec = 0 } …`, seconds, or a date.
    const text = sysctl('kern.boottime')
    const seconds =
      /sec = (\d+)/.exec(text)?.[1] ?? (/^\d+/.test(text) ? Number.parseFloat(text) : Date.parse(text) / 1000)
    assert.ok(Math.abs(bootTime() / 1000 - Number(seconds)) < 5, `${bootTime() / 1000} and ${seconds}`)
    assert.ok(Math.abs(Date.now() / 1000 - timeSinceBoot() - Number(seconds)) < 10)
  },
  { on: NOT_LINUX },
)

oracle(
  'vm_stat',
  'virtualMemory',
  () => {
    const text = says('vm_stat')
    const size = Number(/page size of (\d+)/.exec(text)[1])
    const pages = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(text)[1]) * size
    near(virtualMemory().wired, pages('Pages wired down'), 0.2, 'wired')
    near(virtualMemory().active, pages('Pages active'), 0.2, 'active')
  },
  { on: ['darwin'] },
)

oracle(
  'sysctl',
  'swapMemory',
  () => {
    const [, total, used] = /total = ([\d.]+)M\s+used = ([\d.]+)M/.exec(sysctl('vm.swapusage'))
    near(swapMemory().total, Number(total) * 2 ** 20, 0.01, 'total')
    near(swapMemory().used, Number(used) * 2 ** 20, 0.1, 'used')
  },
  { on: ['darwin'] },
)

oracle(
  'swapinfo',
  'swapMemory',
  () => {
    const devices = rows(says('swapinfo', '-k')).filter(([name]) => name.startsWith('/'))
    const total = devices.reduce((sum, [, kib]) => sum + Number(kib) * 1024, 0)
    near(swapMemory().total, total, 0.01, 'total')
  },
  { on: ['freebsd'] },
)

oracle(
  'swapctl',
  'swapMemory',
  () => {
    const devices = rows(says('swapctl', '-lk')).filter(([name]) => name.startsWith('/'))
    const total = devices.reduce((sum, [, kib]) => sum + Number(kib) * 1024, 0)
    near(swapMemory().total, total, 0.01, 'total')
  },
  { on: ['openbsd', 'netbsd'] },
)

oracle('who', 'users', () => {
  const theirs = rows(says('who')).map(([name]) => name)
  assert.deepEqual(
    users()
      .map(({ name }) => name)
      .sort(),
    theirs.sort(),
  )
})
