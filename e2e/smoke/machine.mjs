// The functions of the package.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as psutil from 'psutil-native'
import {
  answers,
  filled,
  has,
  hasProcesses,
  list,
  maybe,
  me,
  NOBODY,
  number,
  numbers,
  otherPid,
  record,
} from './common.mjs'

const { isAvailable, NoSuchProcessError, Process, PsutilError, UnsupportedError } = psutil

/** What asks about the machine, and what its answer is. */
const FUNCTIONS = {
  bootTime: number,
  clearIoCountersCache: () => {},
  cpuFreq: maybe(has('current')),
  cpuPercent: number,
  cpuStats: has('ctxSwitches'),
  cpuTimes: has('user', 'system', 'idle'),
  cpuTimesPercent: has('user', 'system', 'idle'),
  diskIoCounters: maybe(has('readBytes', 'writeBytes')),
  diskPartitions: list,
  diskPartitionsAll: list,
  logicalCpuCount: number,
  netConnections: list,
  netIfAddrs: record,
  netIfStats: record,
  netIoCounters: maybe(has('bytesSent', 'bytesRecv')),
  percpuFreq: list,
  percpuPercent: numbers,
  percpuTimes: filled,
  percpuTimesPercent: filled,
  perdiskIoCounters: record,
  pernicNetIoCounters: record,
  physicalCpuCount: maybe(number),
  pids: (pids) => assert.ok(pids.includes(me.pid)),
  processIter: (all) => assert.ok([...all].some((each) => each.equals(me))),
  processIterAvailable: (all) => assert.ok([...all].some((each) => each.equals(me))),
  sensorsBattery: maybe(record),
  sensorsBatteryTotal: maybe(record),
  sensorsFans: record,
  sensorsIsOnAcPower: (isOn) => assert.ok([true, false, null].includes(isOn)),
  sensorsPower: record,
  sensorsTemperatures: record,
  swapMemory: has('total', 'used', 'free'),
  timeSinceBoot: number,
  uptime: number,
  usableCpuCount: number,
  users: list,
  virtualMemory: has('total', 'available', 'percent'),
}

/** What takes arguments, waits, or is no function. */
const OTHERS = {
  CpuSampler() {
    const sampler = new psutil.CpuSampler()
    number(sampler.cpuPercent())
    numbers(sampler.percpuPercent())
    has('user')(sampler.cpuTimesPercent())
    filled(sampler.percpuTimesPercent())
  },
  diskUsage: () => has('total', 'used', 'free', 'percent')(psutil.diskUsage('/')),
  features() {
    for (const feature of psutil.features) assert.equal(typeof isAvailable(feature), 'boolean')
    assert.throws(() => isAvailable('process.nothing'), TypeError)
  },
  isAvailable: () => assert.ok(isAvailable('pids', 'linux')),
  killTree: () => assert.rejects(psutil.killTree(me), PsutilError), // not while it is this program
  oneshotPid: () =>
    assert.equal(
      psutil.oneshotPid(me.pid, () => me.ppid()),
      me.ppid(),
    ),
  paths: () => assert.equal(psutil.paths.procfs, '/proc'),
  pidExists() {
    assert.equal(psutil.pidExists(me.pid), true)
    assert.equal(psutil.pidExists(NOBODY), false)
  },
  processes() {
    for (const threads of [1, 2, 4]) {
      const rows = psutil.processes(['pid', 'name', 'username', 'memoryInfo'], { threads })
      assert.equal(rows.find(({ pid }) => pid === me.pid)?.name, me.name())
    }
    const table = psutil.processes(['pid', 'memoryInfo'], { columnar: true, onError: 'collect' })
    assert.ok(table.memoryInfo.rss[table.pid.indexOf(me.pid)] > 0)
    assert.equal(table.errors.length, table.length)
  },
  async waitProcs() {
    if (otherPid === undefined) return
    const other = new Process(otherPid)
    assert.deepEqual(await psutil.waitProcs([other], { timeout: 1 }), { gone: [], alive: [other] })
    const reason = new Error('no longer')
    await assert.rejects(psutil.waitProcs([other], { signal: AbortSignal.abort(reason) }), reason)
  },
  async watchProcesses() {
    const watch = psutil.watchProcesses()
    assert.ok(['connector', 'polling'].includes(watch.source))
    assert.deepEqual(await watch.return(), { done: true, value: undefined })
    assert.throws(() => psutil.watchProcesses({ signal: AbortSignal.abort() }), { name: 'AbortError' })
  },
}

const EXPORTS = new Map(Object.entries(psutil))
const ERRORS = [...EXPORTS.keys()].filter((name) => name.endsWith('Error'))

describe('psutil-native', () => {
  for (const [name, check] of Object.entries(FUNCTIONS)) {
    // Where all are asked for, one that is hidden is an error.
    const denied = name === 'processIter'
    test(name, () => answers(name, () => check(EXPORTS.get(name)()), { denied }))
  }
  for (const [name, check] of Object.entries(OTHERS)) test(name, { skip: !isAvailable(name) }, check)

  test('nothing that is exported has been left out', () => {
    const known = [...Object.keys(FUNCTIONS), ...Object.keys(OTHERS), ...ERRORS, 'Popen', 'Process']
    assert.deepEqual(known.sort(), Object.keys(psutil).sort())
  })

  test('errors', () => {
    assert.equal(ERRORS.length, 9)
    for (const name of ERRORS)
      assert.ok(name === 'PsutilError' || EXPORTS.get(name).prototype instanceof PsutilError)
    assert.throws(() => new Process('1'), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' })
    assert.throws(() => new Process(-1), { name: 'RangeError', code: 'ERR_OUT_OF_RANGE' })
    if (!hasProcesses) return assert.throws(() => new Process(), UnsupportedError)
    assert.throws(() => new Process(NOBODY), NoSuchProcessError)
    assert.throws(() => psutil.diskUsage('/no/such/file'), { code: 'ENOENT', syscall: 'statvfs' })
  })
})
