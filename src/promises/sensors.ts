// A chip may take milliseconds to answer, a battery longer. Each Promise rejects with a `TypeError` if an option is
// wrong, and with `options.signal.reason` if that is aborted.
import { native } from '../native.ts'
import {
  type Battery,
  type FanSensor,
  fansFrom,
  oneFrom,
  type PowerSupplies,
  powerFrom,
  type TemperatureSensor,
  temperaturesFrom,
} from '../sensors.ts'
import { cellsOf, type SignalOptions } from './answer.ts'

/**
 * Temperatures in degrees Celsius by the name of their chip, as `sensorsTemperatures` of `psutil-native` gives them.
 *
 * Availability: Linux (`/sys/class/hwmon`, `/sys/class/thermal`), FreeBSD, OpenBSD, NetBSD.
 */
export async function sensorsTemperatures(
  options: SignalOptions = {},
): Promise<Record<string, TemperatureSensor[]>> {
  return temperaturesFrom(await cellsOf(options, native.sensorsTemperaturesAsync))
}

/**
 * How fast fans turn, in revolutions per minute, as `sensorsFans` of `psutil-native` gives it.
 *
 * Availability: Linux (`/sys/class/hwmon`), OpenBSD, NetBSD.
 */
export async function sensorsFans(options: SignalOptions = {}): Promise<Record<string, FanSensor[]>> {
  return fansFrom(await cellsOf(options, native.sensorsFansAsync))
}

/**
 * Batteries and supplies of mains power, as `sensorsPower` of `psutil-native` gives them.
 *
 * Availability: Linux (`/sys/class/power_supply`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export async function sensorsPower(options: SignalOptions = {}): Promise<PowerSupplies> {
  return powerFrom(await cellsOf(options, native.sensorsPowerAsync))
}

/**
 * Whether the machine runs on mains power; `null` if nothing tells, as on a machine without batteries.
 *
 * Availability: Linux (`/sys/class/power_supply`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export async function sensorsIsOnAcPower(options: SignalOptions = {}): Promise<boolean | null> {
  return (await cellsOf(options, native.sensorsIsOnAcPowerAsync)).flagOrNull()
}

/**
 * The machine's first battery, by name; `null` if it has none. Never that of a mouse or a keyboard.
 *
 * Availability: Linux (`/sys/class/power_supply`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export async function sensorsBattery(options: SignalOptions = {}): Promise<Battery | null> {
  return oneFrom(await cellsOf(options, native.sensorsBatteryAsync))
}

/**
 * All of the machine's batteries as one, as `sensorsBatteryTotal` of `psutil-native` gives it; `null` if there is none.
 *
 * Availability: Linux (`/sys/class/power_supply`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export async function sensorsBatteryTotal(options: SignalOptions = {}): Promise<Battery | null> {
  return oneFrom(await cellsOf(options, native.sensorsBatteryTotalAsync))
}
