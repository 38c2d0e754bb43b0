// Temperatures, fans, batteries.
import { type Cells, without } from './cells.ts'
import { askStream } from './machine.ts'
import { native } from './native.ts'

/** A temperature, in degrees Celsius. */
export interface TemperatureSensor {
  /**
   * Which of the chips of this name: the device that it belongs to (`nvme0`, `coretemp.0`, `0000:00:18.3`), else
   * what the kernel calls the chip (`hwmon3`, `thermal_zone0`).
   */
  chip: string
  /** What it is the temperature of; `null` where the chip does not tell. */
  label: string | null
  /** Now. */
  current: number
  /** Above it, it is hot; `null` where the chip has no such limit. */
  high: number | null
  /** Above it, the machine protects itself; `null` where the chip has no such limit. */
  critical: number | null
}

/** The speed of a fan. */
export interface FanSensor {
  /** Which of the chips of this name, as in `TemperatureSensor`. */
  chip: string
  /** Which fan; `null` where the chip does not tell. */
  label: string | null
  /** Revolutions per minute. */
  current: number
}

/** What a battery does; `'unknown'` also of one that is held where it is. */
export type BatteryStatus = 'charging' | 'discharging' | 'full' | 'unknown'

/** What a battery is for: the machine, or a mouse, a keyboard and the like. */
export type BatteryScope = 'system' | 'device'

/** A battery. */
export interface Battery {
  /** The kernel's name: `BAT0`; `Combined` for all of the machine's as one. */
  name: string
  /** What it is for. */
  scope: BatteryScope
  /** What it does. */
  status: BatteryStatus
  /** How full it is, 0 to 100. */
  percent: number
  /** What it held when it was full last, in µWh; `null` where the battery does not tell. */
  energyFull: number | null
  /** What it holds, in µWh; `null` where the battery does not tell. */
  energyNow: number | null
  /** What it gives or takes, in µW, never negative; `null` where the battery does not tell. */
  powerNow: number | null
  /**
   * In degrees Celsius; `null` where the battery does not tell.
   *
   * Availability: Linux.
   */
  temperature?: number | null
  /** Whether mains power is there; `null` if nothing tells. */
  powerPlugged: boolean | null
  /** Seconds until it is empty; `Infinity` if it is charged, full, or mains power is there; `null` if not known. */
  secsLeft: number | null
  /** Seconds until it is full; 0 if it is; `null` if it is not charged, or not known. */
  secsLeftFull: number | null
}

/** A supply of mains power. */
export interface AcSupply {
  /** The kernel's name: `AC`, `ADP1`. */
  name: string
  /** Whether power comes from it. */
  isOnline: boolean
}

/** Batteries and supplies of mains power. */
export interface PowerSupplies {
  /** In the order of their names, those of mice and keyboards among them. */
  batteries: Battery[]
  /** In the order of their names. */
  acSupplies: AcSupply[]
  /** Whether the machine runs on mains power; `null` if nothing tells. */
  isOnAcPower: boolean | null
}

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
 * Availability: Linux (`/sys/class/hwmon`, `/sys/class/thermal`), FreeBSD, OpenBSD, NetBSD.
 */
export function sensorsTemperatures(): Record<string, TemperatureSensor[]> {
  return temperaturesFrom(askStream(native.sensorsTemperatures))
}

/**
 * How fast fans turn, in revolutions per minute, by the name of the chip that measures it: as `sensorsTemperatures`.
 *
 * Availability: Linux (`/sys/class/hwmon`), OpenBSD, NetBSD.
 */
export function sensorsFans(): Record<string, FanSensor[]> {
  return fansFrom(askStream(native.sensorsFans))
}

/**
 * Batteries and supplies of mains power. Empty, and `isOnAcPower: null`, on a machine without any.
 *
 * A battery that does not tell how full it is, and an empty bay, are left out. Those of mice and keyboards have
 * `scope: 'device'`.
 *
 * Availability: Linux (`/sys/class/power_supply`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function sensorsPower(): PowerSupplies {
  return powerFrom(askStream(native.sensorsPower))
}

/**
 * Whether the machine runs on mains power: as the supplies say, else as its batteries do. `null` if nothing tells, as
 * on a machine without batteries.
 *
 * Availability: Linux (`/sys/class/power_supply`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function sensorsIsOnAcPower(): boolean | null {
  return askStream(native.sensorsIsOnAcPower).flagOrNull()
}

/**
 * The machine's first battery, by name; `null` if it has none. Never that of a mouse or a keyboard.
 *
 * Availability: Linux (`/sys/class/power_supply`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function sensorsBattery(): Battery | null {
  return oneFrom(askStream(native.sensorsBattery))
}

/**
 * All of the machine's batteries as one, of the name `Combined` if they are several.
 *
 * Energies are the sums of those that tell theirs. `null` if there is no battery, or if of several none tells.
 *
 * Availability: Linux (`/sys/class/power_supply`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function sensorsBatteryTotal(): Battery | null {
  return oneFrom(askStream(native.sensorsBatteryTotal))
}

// Cell by cell in the order of crates/node/src/sensors.rs and power.rs.

/** Temperatures by the name of their chip. @internal */
export function temperaturesFrom(cells: Cells): Record<string, TemperatureSensor[]> {
  return byName(cells, (chip) => ({
    chip,
    label: cells.textOrNull(),
    current: cells.number(),
    high: cells.numberOrNull(),
    critical: cells.numberOrNull(),
  }))
}

/** Fans by the name of their chip. @internal */
export function fansFrom(cells: Cells): Record<string, FanSensor[]> {
  return byName(cells, (chip) => ({ chip, label: cells.textOrNull(), current: cells.number() }))
}

/** Null-prototype: a chip may have any name. */
function byName<Sensor>(cells: Cells, read: (chip: string) => Sensor): Record<string, Sensor[]> {
  const named: Record<string, Sensor[]> = Object.create(null)
  for (let left = cells.number(); left > 0; left -= 1) {
    const [name, chip] = [cells.text(), cells.text()]
    named[name] = [...(named[name] ?? []), ...cells.list(() => read(chip))]
  }
  return named
}

/** Batteries and supplies. @internal */
export function powerFrom(cells: Cells): PowerSupplies {
  return {
    batteries: cells.list(battery),
    acSupplies: cells.list(() => ({ name: cells.text(), isOnline: cells.flag() })),
    isOnAcPower: cells.flagOrNull(),
  }
}

/** A battery, or none. @internal */
export function oneFrom(cells: Cells): Battery | null {
  return cells.list(battery)[0] ?? null
}

function battery(cells: Cells): Battery {
  const read = {
    name: cells.text(),
    scope: cells.text() as BatteryScope,
    status: cells.text() as BatteryStatus,
    percent: cells.number(),
    energyFull: cells.numberOrNull(),
    energyNow: cells.numberOrNull(),
    powerNow: cells.numberOrNull(),
    temperature: cells.field(),
    powerPlugged: cells.flagOrNull(),
    secsLeft: cells.numberOrNull(),
    secsLeftFull: cells.numberOrNull(),
  }
  return without<Battery>(read.temperature === undefined, read)
}
