import test from 'ava'
import * as built from 'psutil-native'
import * as source from '../src/index.ts'

const EXPORTS = [
  'AccessDeniedError',
  'CpuSampler',
  'KernelDataError',
  'NativeBindingError',
  'NoSuchProcessError',
  'Popen',
  'Process',
  'PsutilError',
  'SystemError',
  'TimeoutExpiredError',
  'UnsupportedError',
  'ZombieProcessError',
  'bootTime',
  'clearIoCountersCache',
  'cpuFreq',
  'cpuPercent',
  'cpuStats',
  'cpuTimes',
  'cpuTimesPercent',
  'diskIoCounters',
  'diskPartitions',
  'diskPartitionsAll',
  'diskUsage',
  'features',
  'isAvailable',
  'killTree',
  'logicalCpuCount',
  'netConnections',
  'netIfAddrs',
  'netIfStats',
  'netIoCounters',
  'oneshotPid',
  'paths',
  'percpuFreq',
  'percpuPercent',
  'percpuTimes',
  'percpuTimesPercent',
  'perdiskIoCounters',
  'pernicNetIoCounters',
  'physicalCpuCount',
  'pidExists',
  'pids',
  'processIter',
  'processIterAvailable',
  'processes',
  'sensorsBattery',
  'sensorsBatteryTotal',
  'sensorsFans',
  'sensorsIsOnAcPower',
  'sensorsPower',
  'sensorsTemperatures',
  'swapMemory',
  'timeSinceBoot',
  'uptime',
  'usableCpuCount',
  'users',
  'virtualMemory',
  'waitProcs',
  'watchProcesses',
]

test('the public names', (t) => {
  t.deepEqual(Object.keys(source), EXPORTS)
})

test('what is built has the same', (t) => {
  t.deepEqual(Object.keys(built), Object.keys(source))
})

test('nothing else can be imported from the package', async (t) => {
  const inside = 'psutil-native/dist/native.js'
  await t.throwsAsync(import(inside), { any: true, code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' })
})
