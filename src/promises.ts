/// <reference types="node" preserve="true" />
export type { SignalOptions } from './promises/answer.ts'
export { cpuPercent, cpuTimesPercent, percpuPercent, percpuTimesPercent } from './promises/cpu.ts'
export { diskPartitions, diskPartitionsAll, diskUsage } from './promises/disk.ts'
export type { IntervalOptions } from './promises/interval.ts'
export { processes, processIter, processIterAvailable } from './promises/listing.ts'
export { netConnections } from './promises/net.ts'
export { Process } from './promises/process.ts'
export {
  sensorsBattery,
  sensorsBatteryTotal,
  sensorsFans,
  sensorsIsOnAcPower,
  sensorsPower,
  sensorsTemperatures,
} from './promises/sensors.ts'
export { users } from './promises/users.ts'
