import type { Battery, FanSensor, PowerSupplies, TemperatureSensor } from '../index.js'
import { unwrap } from './errors.ts'
import { native } from './native.ts'
import { pathsId } from './paths.ts'

export type {
  AcSupply,
  Battery,
  BatteryScope,
  BatteryStatus,
  FanSensor,
  PowerSupplies,
  TemperatureSensor,
} from '../index.js'

/**
 * Temperatures in degrees Celsius, by the name of the chip that measures them: `coretemp`, `k10temp`, `nvme`.
 *
 * Several chips may have one name, as each of several NVMe disks does. Their sensors stand in one array, chip after
 * chip, and `chip` tells them apart. A sensor that cannot be read, or that says it is broken, is left out and the
 * others stay; a chip without any that can be read is left out too. Where there are no such chips, thermal zones
 * stand for them. Limits that are not set are `null`.
 *
 * Reading a sensor may take milliseconds: the chip is asked.
 *
 * Availability: Linux (`/sys/class/hwmon`, `/sys/class/thermal`).
 */
export function sensorsTemperatures(): Record<string, TemperatureSensor[]> {
  return byName(unwrap(native.sensorsTemperatures(pathsId())))
}

/**
 * How fast fans turn, in revolutions per minute, by the name of the chip that measures it: as `sensorsTemperatures`.
 *
 * Availability: Linux (`/sys/class/hwmon`).
 */
export function sensorsFans(): Record<string, FanSensor[]> {
  return byName(unwrap(native.sensorsFans(pathsId())))
}

/**
 * Batteries and supplies of mains power. Empty, and `isOnAcPower: null`, on a machine without any.
 *
 * A battery that does not tell how full it is, and an empty bay, are left out. Those of mice and keyboards have
 * `scope: 'device'`.
 *
 * Availability: Linux (`/sys/class/power_supply`).
 */
export function sensorsPower(): PowerSupplies {
  return unwrap(native.sensorsPower(pathsId()))
}

/**
 * Whether the machine runs on mains power: as the supplies say, else as its batteries do. `null` if nothing tells, as
 * on a machine without batteries.
 *
 * Availability: Linux (`/sys/class/power_supply`).
 */
export function sensorsIsOnAcPower(): boolean | null {
  return unwrap(native.sensorsIsOnAcPower(pathsId())) ?? null
}

/**
 * The machine's first battery, by name; `null` if it has none. Never that of a mouse or a keyboard.
 *
 * Availability: Linux (`/sys/class/power_supply`).
 */
export function sensorsBattery(): Battery | null {
  return unwrap(native.sensorsBattery(pathsId())) ?? null
}

/**
 * All of the machine's batteries as one, of the name `Combined` if they are several.
 *
 * Energies are the sums of those that tell theirs. `null` if there is no battery, or if of several none tells.
 *
 * Availability: Linux (`/sys/class/power_supply`).
 */
export function sensorsBatteryTotal(): Battery | null {
  return unwrap(native.sensorsBatteryTotal(pathsId())) ?? null
}

/** Sensors by the name of their chip. Null-prototype: a chip may have any name. @internal */
export function byName<Sensor>(chips: { name: string; sensors: Sensor[] }[]): Record<string, Sensor[]> {
  const named: Record<string, Sensor[]> = Object.create(null)
  for (const { name, sensors } of chips) named[name] = [...(named[name] ?? []), ...sensors]
  return named
}
