import test from 'ava'
import * as psutil from 'psutil-native'
import { NothingToShowError } from '../../src/cli/failures.ts'
import { toJson } from '../../src/cli/json.ts'
import { type SensorsSource, sensors } from '../../src/cli/sensors.ts'
import { type Battery, SystemError } from '../../src/index.ts'
import { lookAtFixture } from '../helpers/made-up-machine.ts'
import { drawn, fails } from './drawn.ts'

const BATTERY: Battery = {
  ...{ name: 'BAT0', scope: 'system', status: 'full', percent: 100 },
  ...{ energyFull: null, energyNow: null, powerNow: null, powerPlugged: true },
  ...{ secsLeft: Number.POSITIVE_INFINITY, secsLeftFull: 0 },
}
const NO_POWER = { batteries: [], acSupplies: [], isOnAcPower: null }

function fakeSource(changes: Partial<SensorsSource> = {}): SensorsSource {
  return {
    sensorsTemperatures: () => ({}),
    sensorsFans: () => ({}),
    sensorsPower: () => NO_POWER,
    ...changes,
  }
}

const broken = fails(new SystemError('too slow', 'EIO', 5, 'read'))

test('where there is none, a sentence says so', (t) => {
  const report = sensors(fakeSource())
  t.deepEqual(drawn(report), ['There are no temperatures, fans, batteries or mains supplies.'])
  t.deepEqual(report.data, { temperatures: {}, fans: {}, power: NO_POWER })
})

test('what cannot be read is null; all of it is an error', (t) => {
  const report = sensors(fakeSource({ sensorsPower: broken }))
  t.deepEqual(report.data, { temperatures: {}, fans: {}, power: null })
  t.deepEqual(drawn(report), [
    'There are no temperatures or fans.',
    'Not readable: batteries and mains supplies.',
  ])
  t.throws(() => sensors({ sensorsTemperatures: broken, sensorsFans: broken, sensorsPower: broken }), {
    instanceOf: NothingToShowError,
    message: /too slow/,
  })
})

test('JSON knows no infinity', (t) => {
  const batteries = [BATTERY, { ...BATTERY, secsLeft: null }, { ...BATTERY, secsLeft: 60 }]
  const { data } = sensors(fakeSource({ sensorsPower: () => ({ ...NO_POWER, batteries }) }))
  const read = JSON.parse(toJson(data)).power.batteries
  t.deepEqual(
    read.map(({ secsLeft }: { secsLeft: unknown }) => secsLeft),
    ['unlimited', null, 60],
  )
  t.like(read[0], { name: 'BAT0', percent: 100 })
})

test.serial('a laptop', (t) => {
  lookAtFixture(t, 'linux-6.18-laptop')
  const report = sensors(psutil)
  const lines = drawn(report)
  t.true(lines.includes('coretemp  coretemp.0      Package id 0  61.0 °C  100.0 °C  105.0 °C'))
  t.true(lines.includes('thinkpad  thinkpad_hwmon  GPU fan  2815 rpm'))
  t.true(lines.some((line) => /^BAT0 .* 50% {2}discharging .* 3 h 0 min$/.test(line)))
  t.is(lines.at(-1), 'ADP1   not connected')
})
