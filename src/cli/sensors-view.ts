// Temperatures, fans, batteries and mains power as tables.
import type { AcSupply, Battery, FanSensor, TemperatureSensor } from '../index.ts'
import { formatDuration, formatPercent, UNKNOWN } from './format.ts'
import { type Column, grid } from './grid.ts'
import type { Sensors } from './sensors.ts'
import { type Span, type Style, span, styleOfLoad } from './style.ts'

/** A table for each that there is, and a sentence about those that there are not. */
export function sensorsView({ temperatures, fans, power }: Sensors, columns: number): Span[][] {
  const parts = [
    partOf('temperatures', temperatures && flat(temperatures), temperatureColumns),
    partOf('fans', fans && flat(fans), fanColumns),
    partOf('batteries', power?.batteries, batteryColumns),
    partOf('mains supplies', power?.acSupplies, supplyColumns),
  ]
  const named = (wanted: Part['columns']) => {
    return parts.filter(({ columns }) => columns === wanted).map(({ name }) => name)
  }
  const sentences = [
    sentence('There are no', named('none'), 'or'),
    sentence('Not readable:', named('unknown'), 'and'),
  ]
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
function sentence(beginning: string, names: readonly string[], last: 'and' | 'or'): string | null {
  if (names.length === 0) return null
  const others = names.slice(0, -1).join(', ')
  return `${beginning} ${others === '' ? '' : `${others} ${last} `}${names.at(-1)}.`
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
  if (status === 'charging' && secsLeftFull !== null) return `full in ${formatDuration(secsLeftFull)}`
  if (secsLeft === Number.POSITIVE_INFINITY) return 'unlimited'
  return formatDuration(secsLeft)
}

function degrees(celsius: number | null): string {
  return celsius === null ? UNKNOWN : `${celsius.toFixed(1)} °C`
}

function watts(microwatts: number | null): string {
  return microwatts === null ? UNKNOWN : `${(microwatts / 1e6).toFixed(1)} W`
}
