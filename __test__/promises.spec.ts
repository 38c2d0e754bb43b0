import test from 'ava'
import * as root from 'psutil-native'
import * as built from 'psutil-native/promises'
import * as source from '../src/promises.ts'

const EXPORTS = [
  'Process',
  'cpuPercent',
  'cpuTimesPercent',
  'diskPartitions',
  'diskPartitionsAll',
  'diskUsage',
  'netConnections',
  'percpuPercent',
  'percpuTimesPercent',
  'processIter',
  'processIterAvailable',
  'processes',
  'sensorsBattery',
  'sensorsBatteryTotal',
  'sensorsFans',
  'sensorsIsOnAcPower',
  'sensorsPower',
  'sensorsTemperatures',
  'users',
]

test('the public names', (t) => {
  t.deepEqual(Object.keys(source), EXPORTS)
})

test('what is built has the same', (t) => {
  t.deepEqual(Object.keys(built), Object.keys(source))
})

test('each is a name of the main file, of which isAvailable tells', (t) => {
  for (const name of EXPORTS) t.true(name in root, name)
})

test('errors are those of the main file, and so is what paths are', async (t) => {
  const target = new built.Process()
  t.true(target.equals(new root.Process()))
  t.true(new root.Process().equals(target))
  t.throws(() => built.Process.fromIdentity('nobody'), { instanceOf: TypeError })
  t.throws(() => new built.Process(2 ** 31 - 1), { instanceOf: root.NoSuchProcessError })
  await t.throwsAsync(target.memoryMaps({ signal: 7 as never }), { instanceOf: TypeError })
})
