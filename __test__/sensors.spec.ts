import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import test, { type ExecutionContext } from 'ava'
import {
  paths,
  sensorsBattery,
  sensorsBatteryTotal,
  sensorsFans,
  sensorsIsOnAcPower,
  sensorsPower,
  sensorsTemperatures,
} from 'psutil-native'

const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url))

/** Looks at this `/sys` until the test is over. */
function lookAt(t: ExecutionContext, sysfs: string): void {
  const before = paths.sysfs
  t.teardown(() => {
    paths.sysfs = before
  })
  paths.sysfs = sysfs
}

function fixture(t: ExecutionContext, name: string): void {
  lookAt(t, join(FIXTURES, name, 'sys'))
}

/** Looks at a `/sys` of these files. */
function madeUp(t: ExecutionContext, files: Record<string, string>): void {
  const root = mkdtempSync(join(tmpdir(), 'psutil-native-sysfs-'))
  t.teardown(() => rmSync(root, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  lookAt(t, root)
}

/** A machine with this battery and no other supply. */
function madeUpBattery(t: ExecutionContext, attributes: Record<string, string>): void {
  const files = Object.entries({ type: 'Battery', ...attributes }).map(([attribute, text]) => [
    `class/power_supply/BAT0/${attribute}`,
    `${text}\n`,
  ])
  madeUp(t, Object.fromEntries(files))
}

test.serial('the temperatures and fans of a laptop', (t) => {
  fixture(t, 'linux-6.18-laptop')
  const core = { chip: 'coretemp.0', high: 100, critical: 105 }
  const unlimited = { label: null, high: null, critical: null }
  t.deepEqual(
    { ...sensorsTemperatures() },
    {
      acpitz: [{ chip: 'hwmon0', current: 52, ...unlimited }],
      coretemp: [
        { label: 'Package id 0', current: 61, ...core },
        { label: 'Core 0', current: 59, ...core },
        { label: 'Core 8', current: -3.5, ...core },
      ],
      thinkpad: [{ chip: 'thinkpad_hwmon', current: 44, ...unlimited }],
    },
  )
  t.deepEqual(
    { ...sensorsFans() },
    {
      thinkpad: [
        { chip: 'thinkpad_hwmon', label: null, current: 0 },
        { chip: 'thinkpad_hwmon', label: 'GPU fan', current: 2815 },
      ],
    },
  )
})

test.serial('E-F18 chips of one name do not overwrite each other, and bogus limits are none', (t) => {
  fixture(t, 'linux-6.18-server')
  const { nvme = [], coretemp = [], hwmon4 = [], ...others } = sensorsTemperatures()
  t.deepEqual(
    nvme.map(({ chip, label, current, high, critical }) => [chip, label, current, high, critical]),
    [
      ['nvme0', 'Composite', 38.85, null, 84.85],
      ['nvme1', 'Composite', 41.85, null, 84.85],
      ['nvme1', 'Sensor 1', 45.85, null, null],
      ['nvme2', 'Composite', 36.85, null, 84.85],
    ],
  )
  t.deepEqual(
    coretemp.map(({ chip, label }) => [chip, label]),
    [
      ['coretemp.0', 'Package id 0'],
      ['coretemp.1', 'Package id 1'],
    ],
  )
  t.deepEqual(
    hwmon4.map(({ current }) => current),
    [30],
  )
  t.deepEqual(Object.keys(others), [])
  t.deepEqual(
    sensorsFans().nct6798?.map(({ chip, current }) => [chip, current]),
    [
      ['hwmon5', 1200],
      ['hwmon6', 3100],
    ],
  )
})

test.serial('E-F18 thermal zones of a Raspberry Pi', (t) => {
  fixture(t, 'linux-4.4-raspberry-pi')
  t.deepEqual(
    { ...sensorsTemperatures() },
    {
      'cpu-thermal': [{ chip: 'thermal_zone0', label: null, current: 48.312, high: 80, critical: 85 }],
      thermal_zone2: [{ chip: 'thermal_zone2', label: null, current: 40, high: null, critical: null }],
    },
  )
  t.deepEqual({ ...sensorsFans() }, {})
})

test.serial('E-F18 a sensor that cannot be read is left out, the others stay', (t) => {
  madeUp(t, {
    'class/hwmon/hwmon0/name': 'a\n',
    'class/hwmon/hwmon0/temp1_input': '',
    'class/hwmon/hwmon0/temp2_input': 'N/A\n',
    'class/hwmon/hwmon0/temp3_input/is': 'a directory',
    'class/hwmon/hwmon0/temp4_input': '7000\n',
    'class/hwmon/hwmon1/name': 'b\n',
    'class/hwmon/hwmon1/temp1_input': '',
  })
  const temperatures = sensorsTemperatures()
  t.deepEqual(Object.keys(temperatures), ['a'])
  t.deepEqual(
    temperatures.a?.map(({ current }) => current),
    [7],
  )
})

test.serial('a chip may have any name', (t) => {
  madeUp(t, {
    'class/hwmon/hwmon0/name': '__proto__\n',
    'class/hwmon/hwmon0/temp1_input': '1000\n',
    'class/hwmon/hwmon0/fan1_input': '2\n',
  })
  for (const chips of [sensorsTemperatures(), sensorsFans()]) {
    t.is(Object.getPrototypeOf(chips), null)
    t.deepEqual(Object.keys(chips), ['__proto__'])
  }
})

test.serial('E-F18 E-F19 B11 without /sys there is nothing, and no error', (t) => {
  lookAt(t, '/nonexistent')
  t.deepEqual({ ...sensorsTemperatures() }, {})
  t.deepEqual({ ...sensorsFans() }, {})
  t.deepEqual(sensorsPower(), { batteries: [], acSupplies: [], isOnAcPower: null })
  t.is(sensorsIsOnAcPower(), null)
  t.is(sensorsBattery(), null)
  t.is(sensorsBatteryTotal(), null)
})

test.serial('a laptop that runs on its battery, and E-F19 the battery of its mouse', (t) => {
  fixture(t, 'linux-6.18-laptop')
  const battery = {
    name: 'BAT0',
    scope: 'system',
    status: 'discharging',
    percent: 50,
    energyFull: 42_000_000,
    energyNow: 21_000_000,
    powerNow: 7_000_000,
    temperature: 30.5,
    powerPlugged: false,
    secsLeft: 3 * 3600,
    secsLeftFull: null,
  } as const
  t.deepEqual(sensorsBattery(), battery)
  t.deepEqual(sensorsBatteryTotal(), battery)
  const { batteries, acSupplies, isOnAcPower } = sensorsPower()
  t.deepEqual(batteries[0], battery)
  t.like(batteries[1], { name: 'hidpp_battery_0', scope: 'device', percent: 90, energyNow: null })
  t.is(batteries.length, 2)
  t.deepEqual(acSupplies, [{ name: 'ADP1', isOnline: false }])
  t.is(isOnAcPower, false)
  t.is(sensorsIsOnAcPower(), false)
})

test.serial('two batteries on mains power, as one', (t) => {
  fixture(t, 'linux-6.18-two-batteries')
  t.like(sensorsBattery(), { name: 'BAT0', status: 'charging', secsLeft: Infinity, secsLeftFull: 3600 })
  t.deepEqual(sensorsBatteryTotal(), {
    name: 'Combined',
    scope: 'system',
    status: 'charging',
    percent: 80,
    energyFull: 50_000_000,
    energyNow: 40_000_000,
    powerNow: 10_000_000,
    temperature: null,
    powerPlugged: true,
    secsLeft: Infinity,
    secsLeftFull: 3600,
  })
  t.true(sensorsIsOnAcPower())
})

test.serial('E-F19 a battery that says its percentage only', (t) => {
  madeUpBattery(t, { capacity: '33', energy_full: '0', energy_now: '0', power_now: 'unknown' })
  t.deepEqual(sensorsBattery(), {
    name: 'BAT0',
    scope: 'system',
    status: 'unknown',
    percent: 33,
    energyFull: null,
    energyNow: 0,
    powerNow: null,
    temperature: null,
    powerPlugged: null,
    secsLeft: null,
    secsLeftFull: null,
  })
})

test.serial('E-F19 a battery whose power is below 0', (t) => {
  madeUpBattery(t, { status: 'Discharging', energy_full: '40', energy_now: '20', power_now: '-10' })
  t.like(sensorsBattery(), { powerNow: 10, secsLeft: 7200 })
})

test.serial('E-F19 a full battery, and one that tells nothing', (t) => {
  madeUpBattery(t, { status: 'Full', capacity: '100' })
  t.like(sensorsBattery(), { status: 'full', powerPlugged: true, secsLeft: Infinity, secsLeftFull: 0 })
  madeUpBattery(t, { status: 'Discharging', capacity: 'N/A' })
  t.is(sensorsBattery(), null)
  t.deepEqual(sensorsPower().batteries, [])
})

test.serial('JSON keeps everything but Infinity', (t) => {
  fixture(t, 'linux-6.18-laptop')
  for (const ask of [sensorsTemperatures, sensorsFans, sensorsPower, sensorsBattery]) {
    t.deepEqual(JSON.parse(JSON.stringify(ask())), { ...ask() })
  }
})

test.serial('this machine, whatever it has', (t) => {
  for (const [name, sensors] of Object.entries(sensorsTemperatures())) {
    t.true(sensors.length > 0, name)
    for (const { current } of sensors) t.true(current > -273.15 && current < 1000, `${name}: ${current}`)
  }
  for (const { percent } of sensorsPower().batteries) t.true(percent >= 0 && percent <= 100)
  t.is(sensorsPower().isOnAcPower, sensorsIsOnAcPower())
})
