// A chip may take milliseconds to answer, a battery longer. Each Promise rejects with a `TypeError` if an option is
// wrong, and with `options.signal.reason` if that is aborted.
import type { Battery, FanSensor, PowerSupplies, TemperatureSensor } from '../../index.js'
import { native } from '../native.ts'
import { pathsId } from '../paths.ts'
import { byName } from '../sensors.ts'
import { answer, type SignalOptions } from './answer.ts'

/**
 * Temperatures in degrees Celsius by the name of their chip, as `sensorsTemperatures` of `psutil-native` gives them.
 *
 * Availability: Linux (`/sys/class/hwmon`, `/sys/class/thermal`).
 */
export async function sensorsTemperatures(
  options: SignalOptions = {},
): Promise<Record<string, TemperatureSensor[]>> {
  return byName(await answer(options, () => native.sensorsTemperaturesAsync(pathsId())))
}

/**
 * How fast fans turn, in revolutions per minute, as `sensorsFans` of `psutil-native` gives it.
 *
 * Availability: Linux (`/sys/class/hwmon`).
 */
export async function sensorsFans(options: SignalOptions = {}): Promise<Record<string, FanSensor[]>> {
  return byName(await answer(options, () => native.sensorsFansAsync(pathsId())))
}

/**
 * Batteries and supplies of mains power, as `sensorsPower` of `psutil-native` gives them.
 *
 * Availability: Linux (`/sys/class/power_supply`).
 */
export async function sensorsPower(options: SignalOptions = {}): Promise<PowerSupplies> {
  return await answer(options, () => native.sensorsPowerAsync(pathsId()))
}

/**
 * Whether the machine runs on mains power; `null` if nothing tells, as on a machine without batteries.
 *
 * Availability: Linux (`/sys/class/power_supply`).
 */
export async function sensorsIsOnAcPower(options: SignalOptions = {}): Promise<boolean | null> {
  return (await answer(options, () => native.sensorsIsOnAcPowerAsync(pathsId()))) ?? null
}

/**
 * The machine's first battery, by name; `null` if it has none. Never that of a mouse or a keyboard.
 *
 * Availability: Linux (`/sys/class/power_supply`).
 */
export async function sensorsBattery(options: SignalOptions = {}): Promise<Battery | null> {
  return (await answer(options, () => native.sensorsBatteryAsync(pathsId()))) ?? null
}

/**
 * All of the machine's batteries as one, as `sensorsBatteryTotal` of `psutil-native` gives it; `null` if there is none.
 *
 * Availability: Linux (`/sys/class/power_supply`).
 */
export async function sensorsBatteryTotal(options: SignalOptions = {}): Promise<Battery | null> {
  return (await answer(options, () => native.sensorsBatteryTotalAsync(pathsId()))) ?? null
}
