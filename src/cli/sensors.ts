// Temperatures, fans, batteries and mains power.
import type { FanSensor, PowerSupplies, TemperatureSensor } from '../index.ts'
import type { Report } from './data.ts'
import { Parts } from './failures.ts'
import { limit } from './info.ts'
import { sensorsView } from './sensors-view.ts'

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
    view: (columns) => sensorsView(data, columns),
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
