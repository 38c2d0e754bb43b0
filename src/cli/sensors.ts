// Temperatures, fans, batteries and mains power.
import type { AcSupply, Battery, FanSensor, PowerSupplies, TemperatureSensor } from '../index.ts'
import { Parts } from './failures.ts'
import { formatDuration, formatPercent, UNKNOWN } from './format.ts'
import { type Column, grid } from './grid.ts'
import { limit } from './info.ts'
import type { Report } from './report.ts'
import { type Span, type Style, span, styleOfLoad } from './style.ts'

/** What is asked of the package. */
export interface SensorsSource {
  sensorsTemperatures(): Record<string, TemperatureSensor[]>
  sensorsFans(): Record<string, FanSensor[]>
  sensorsPower(): PowerSupplies
}

/** All of them; `null` for what cannot be read. */
export interface Sensors {
  temperatures: Record<string, TemperatureSensor[]> | null
  fans: Record<string, FanSensor[]> | null
  power: PowerSupplies | null
}

/**
 * What sensors(1) and acpi(1) tell.
 *
 * @throws {NothingToShowError} if nothing can be read
 */
export function sensors(source: SensorsSource): Report {
  const parts = new Parts()
  const data: Sensors = {
    temperatures: parts.read(() => source.sensorsTemperatures()),
    fans: parts.read(() => source.sensorsFans()),
    power: parts.read(() => source.sensorsPower()),
  }
  parts.check()
  return {
    data: { ...data, power: data.power && lasting(data.power) },
    view: (columns) => view(data, columns),
  }
}

/** JSON knows no infinity. */
function lasting(power: PowerSupplies): object {
  const batteries = power.batteries.map((battery) => ({
    ...battery,
    secsLeft: battery.secsLeft === null ? null : limit(battery.secsLeft),
  }))
  return { ...power, batteries }
}

/** A table for each that there is, and a sentence about those that there are not. */
function view({ temperatures, fans, power }: Sensors, columns: number): Span[][] {
  const parts = [
    partOf('temperatures', temperatures && flat(temperatures), temperatureColumns),
    partOf('fans', fans && flat(fans), fanColumns),
    partOf('batteries', power?.batteries, batteryColumns),
    partOf('mains supplies', power?.acSupplies, supplyColumns),
  ]
  const named = (wanted: Part['columns']) => {
    return parts.filter(({ columns }) => columns === wanted).map(({ name }) => name)
  }
  const sentences = [sentence('There are no', named('none')), sentence('Not readable are', named('unknown'))]
    .filter((text) => text !== null)
    .map((text) => [span(text, 'dim')])
  const tables = parts.flatMap(({ columns: table }) => {
    return typeof table === 'string' ? [] : [...grid(table, columns), []]
  })
  // The last one has an empty line behind it only if something follows.
  return sentences.length === 0 ? tables.slice(0, -1) : [...tables, ...sentences]
}

interface Part {
  readonly name: string
  readonly columns: readonly Column[] | 'none' | 'unknown'
}

function partOf<Row>(
  name: string,
  rows: readonly Row[] | null | undefined,
  columnsOf: (rows: readonly Row[]) => Column[],
): Part {
  if (rows === null || rows === undefined) return { name, columns: 'unknown' }
  return { name, columns: rows.length === 0 ? 'none' : columnsOf(rows) }
}

/** `There are no temperatures, fans or batteries.` */
function sentence(beginning: string, names: readonly string[]): string | null {
  if (names.length === 0) return null
  const [last, others] = [names.at(-1), names.slice(0, -1)]
  return `${beginning} ${others.length === 0 ? last : `${others.join(', ')} or ${last}`}.`
}

type Located<Sensor> = Sensor & {
  /** The name of the chip. */
  readonly kind: string
}

/** The sensors of all chips, each with the name of its own. */
function flat<Sensor>(chips: Record<string, Sensor[]>): Located<Sensor>[] {
  return Object.entries(chips).flatMap(([kind, sensors]) => sensors.map((sensor) => ({ ...sensor, kind })))
}

/** `coretemp`, and which of several. */
function chipColumns(rows: readonly Located<FanSensor | TemperatureSensor>[]): Column[] {
  return [
    { title: 'CHIP', cells: rows.map(({ kind }) => kind), cut: 'end' },
    { title: 'DEVICE', cells: rows.map(({ chip }) => chip), cut: 'end', dispensable: 1 },
    { title: 'SENSOR', cells: rows.map(({ label }) => label ?? UNKNOWN), cut: 'end' },
  ]
}

function temperatureColumns(rows: readonly Located<TemperatureSensor>[]): Column[] {
  const limits = { alignment: 'right', dispensable: 2 } as const
  return [
    ...chipColumns(rows),
    {
      title: 'CURRENT',
      cells: rows.map(({ current }) => degrees(current)),
      alignment: 'right',
      style: (row) => (rows[row] === undefined ? 'plain' : styleOfHeat(rows[row])),
    },
    { title: 'HIGH', cells: rows.map(({ high }) => degrees(high)), ...limits },
    { title: 'CRITICAL', cells: rows.map(({ critical }) => degrees(critical)), ...limits },
  ]
}

/** Without limits nothing is known to be hot. */
function styleOfHeat({ current, high, critical }: TemperatureSensor): Style {
  if (critical !== null && current >= critical) return 'high'
  if (high !== null && current >= high) return 'medium'
  return high === null && critical === null ? 'plain' : 'low'
}

function fanColumns(rows: readonly Located<FanSensor>[]): Column[] {
  return [
    ...chipColumns(rows),
    { title: 'SPEED', cells: rows.map(({ current }) => `${current} rpm`), alignment: 'right' },
  ]
}

function batteryColumns(rows: readonly Battery[]): Column[] {
  return [
    { title: 'BATTERY', cells: rows.map(({ name }) => name), cut: 'end' },
    { title: 'OF', cells: rows.map(({ scope }) => (scope === 'system' ? 'machine' : scope)), dispensable: 3 },
    {
      title: 'CHARGE',
      cells: rows.map(({ percent }) => formatPercent(percent)),
      alignment: 'right',
      // It is the empty one that is at its end.
      style: (row) => styleOfLoad(100 - (rows[row]?.percent ?? 100)),
    },
    { title: 'STATUS', cells: rows.map(({ status }) => status) },
    {
      title: 'POWER',
      cells: rows.map(({ powerNow }) => watts(powerNow)),
      alignment: 'right',
      dispensable: 1,
    },
    {
      title: 'TEMPERATURE',
      cells: rows.map(({ temperature }) => degrees(temperature ?? null)),
      alignment: 'right',
      dispensable: 2,
    },
    { title: 'TIME LEFT', cells: rows.map(timeLeft), dispensable: 0 },
  ]
}

function supplyColumns(rows: readonly AcSupply[]): Column[] {
  return [
    { title: 'MAINS', cells: rows.map(({ name }) => name), cut: 'end' },
    { title: 'STATUS', cells: rows.map(({ isOnline }) => (isOnline ? 'connected' : 'not connected')) },
  ]
}

function timeLeft({ status, secsLeft, secsLeftFull }: Battery): string {
  if (status === 'charging' && secsLeftFull !== null) return `${formatDuration(secsLeftFull)} until full`
  if (secsLeft === Number.POSITIVE_INFINITY) return 'unlimited'
  return secsLeft === null ? UNKNOWN : `${formatDuration(secsLeft)} until empty`
}

function degrees(celsius: number | null): string {
  return celsius === null ? UNKNOWN : `${celsius.toFixed(1)} °C`
}

function watts(microwatts: number | null): string {
  return microwatts === null ? UNKNOWN : `${(microwatts / 1e6).toFixed(1)} W`
}
