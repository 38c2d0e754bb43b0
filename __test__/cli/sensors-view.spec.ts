import test from 'ava'
import type { Sensors } from '../../src/cli/sensors.ts'
import { sensorsView } from '../../src/cli/sensors-view.ts'
import { widthOf } from '../../src/cli/width.ts'
import type { Battery, TemperatureSensor } from '../../src/index.ts'
import { HARMLESS, HOSTILE, textOf } from './drawn.ts'

function sensor(changes: Partial<TemperatureSensor> = {}): TemperatureSensor {
  return { chip: 'hwmon0', label: null, current: 50, high: null, critical: null, ...changes }
}

function battery(changes: Partial<Battery> = {}): Battery {
  return {
    ...{ name: 'BAT0', scope: 'system', status: 'discharging', percent: 80 },
    ...{ energyFull: null, energyNow: null, powerNow: 12_340_000, powerPlugged: false },
    ...{ temperature: 30.5, secsLeft: 5400, secsLeftFull: null },
    ...changes,
  }
}

const NONE = { temperatures: {}, fans: {}, power: { batteries: [], acSupplies: [], isOnAcPower: null } }

function lines(changes: Partial<Sensors>, columns = Number.POSITIVE_INFINITY): string[] {
  return textOf(sensorsView({ ...NONE, ...changes }, columns))
}

const withBatteries = (...batteries: Battery[]) => ({ power: { ...NONE.power, batteries } })

test('temperatures and their limits, chips of one name apart', (t) => {
  const nvme = [
    sensor({ chip: 'nvme0', label: 'Composite', high: 84.85, critical: 90 }),
    sensor({ current: -3.5 }),
  ]
  t.deepEqual(lines({ temperatures: { nvme } }), [
    'CHIP  DEVICE  SENSOR     CURRENT     HIGH  CRITICAL',
    'nvme  nvme0   Composite  50.0 °C  84.8 °C   90.0 °C',
    'nvme  hwmon0  –          -3.5 °C        –         –',
    '',
    'There are no fans, batteries or mains supplies.',
  ])
})

test('hot is yellow, too hot red; without limits nothing is known to be hot', (t) => {
  const limits = { high: 80, critical: 100 }
  const sensors = [
    ...[50, 80, 100].map((current) => sensor({ ...limits, current })),
    sensor({ current: 120 }),
    sensor({ current: 120, critical: 110 }),
    sensor({ current: 50, critical: 110 }),
  ]
  const rows = sensorsView({ ...NONE, temperatures: { x: sensors } }, 80).slice(1, 7)
  const styles = rows.map((row) => row.find(({ text }) => text.includes('°C'))?.style)
  t.deepEqual(styles, ['low', 'medium', 'high', 'plain', 'high', 'low'])
})

test('fans', (t) => {
  const fans = { nct6798: [{ chip: 'hwmon5', label: 'CPU fan', current: 1200 }] }
  t.is(lines({ fans })[1], 'nct6798  hwmon5  CPU fan  1200 rpm')
})

test('batteries: what they hold and how long', (t) => {
  const shown = lines(
    withBatteries(
      battery(),
      battery({ name: 'BAT1', status: 'charging', percent: 5, secsLeftFull: 3600 }),
      battery({ name: 'BAT2', status: 'full', percent: 100, secsLeft: Number.POSITIVE_INFINITY }),
      battery({ name: 'mouse', scope: 'device', status: 'unknown', powerNow: null, secsLeft: null }),
    ),
  )
  t.deepEqual(shown.slice(0, 5), [
    'BATTERY  OF       CHARGE  STATUS        POWER  TEMPERATURE  TIME LEFT',
    'BAT0     machine     80%  discharging  12.3 W      30.5 °C  1 h 30 min',
    'BAT1     machine      5%  charging     12.3 W      30.5 °C  full in 1 h 0 min',
    'BAT2     machine    100%  full         12.3 W      30.5 °C  unlimited',
    'mouse    device      80%  unknown           –      30.5 °C  –',
  ])
})

test('a battery of a platform that tells no temperatures', (t) => {
  const { temperature: _, ...rest } = battery()
  t.regex(lines(withBatteries(rest))[1] ?? '', / 12\.3 W +– +1 h 30 min$/)
})

test('an empty battery is red', (t) => {
  const rows = sensorsView({ ...NONE, ...withBatteries(battery({ percent: 5 }), battery()) }, 80)
  const styles = rows.slice(1, 3).map((row) => row.find(({ text }) => text.includes('%'))?.style)
  t.deepEqual(styles, ['high', 'low'])
})

test('mains power', (t) => {
  const acSupplies = [
    { name: 'AC', isOnline: true },
    { name: 'ADP1', isOnline: false },
  ]
  const shown = lines({ power: { ...NONE.power, acSupplies } })
  t.deepEqual(shown.slice(0, 3), ['MAINS  STATUS', 'AC     connected', 'ADP1   not connected'])
})

test('names that were chosen to harm, in as many columns as there are', (t) => {
  const long = `${HOSTILE}${'x'.repeat(100)}`
  const temperatures = { [long]: [sensor({ chip: long, label: long, high: 1, critical: 2 })] }
  const fans = { [long]: [{ chip: long, label: long, current: 1 }] }
  const acSupplies = [{ name: long, isOnline: true }]
  const power = { isOnAcPower: true, batteries: [battery({ name: long })], acSupplies }
  const all = lines({ temperatures, fans, power })
  t.is(all.join('\n').split(HARMLESS).length, 9)
  t.false(all.some((line) => line.includes('\x1b')))
  for (const columns of [60, 80, 120]) {
    const shown = lines({ temperatures, fans, power }, columns)
    t.true(Math.max(...shown.map(widthOf)) <= columns, String(columns))
  }
})
