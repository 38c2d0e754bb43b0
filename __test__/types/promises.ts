// psutil-native/promises as a program under --strict sees it. Compiled, never run.
import { spawn } from 'node:child_process'
import type * as root from 'psutil-native'
import type {
  Attribute,
  Battery,
  Connection,
  CpuTimesPercent,
  DiskPartition,
  DiskUsage,
  FanSensor,
  MemoryFootprint,
  MemoryFullInfo,
  MemoryMap,
  MemoryMapGrouped,
  OpenFile,
  PowerSupplies,
  ProcessColumns,
  PsutilError,
  TemperatureSensor,
  User,
} from 'psutil-native'
import * as promises from 'psutil-native/promises'
import { type IntervalOptions, Process, type SignalOptions } from 'psutil-native/promises'
import { type Expect, is, type Same } from './check.ts'
import type { Offenders } from './get-and-set.ts'

const { signal } = new AbortController()

// the machine
is<Promise<{ pid: number; name: string | null }[]>>()(promises.processes(['pid', 'name'], { signal }))
is<Promise<{ name: string }[]>>()(promises.processes(['name'], { onError: 'throw' }))
is<Promise<ProcessColumns<'pid' | 'uids'>>>()(promises.processes(['pid', 'uids'], { columnar: true, signal }))
is<Promise<Connection[]>>()(promises.netConnections())
is<Promise<Connection[]>>()(promises.netConnections('tcp', { signal }))
is<Promise<DiskUsage>>()(promises.diskUsage('/', { timeout: 1000, signal }))
is<Promise<DiskPartition[]>>()(promises.diskPartitions({ timeout: Infinity }))
is<Promise<DiskPartition[]>>()(promises.diskPartitionsAll())
is<Promise<User[]>>()(promises.users({ signal: undefined }))
is<Promise<Record<string, TemperatureSensor[]>>>()(promises.sensorsTemperatures())
is<Promise<Record<string, FanSensor[]>>>()(promises.sensorsFans())
is<Promise<PowerSupplies>>()(promises.sensorsPower())
is<Promise<boolean | null>>()(promises.sensorsIsOnAcPower())
is<Promise<Battery | null>>()(promises.sensorsBattery())
is<Promise<Battery | null>>()(promises.sensorsBatteryTotal())
is<Promise<number>>()(promises.cpuPercent({ interval: 100 }))
is<Promise<number[]>>()(promises.percpuPercent({ interval: 100, signal }))
is<Promise<CpuTimesPercent>>()(promises.cpuTimesPercent({ interval: 100 } satisfies IntervalOptions))
is<Promise<CpuTimesPercent[]>>()(promises.percpuTimesPercent({ interval: 100 }))
is<AsyncGenerator<Process, void, undefined>>()(promises.processIter())
is<AsyncGenerator<Process, void, undefined>>()(promises.processIterAvailable({ signal }))

// a process
const ours = new Process()
is<Process>()(new Process(1))
is<Process>()(Process.fromIdentity(ours.identity))
is<Process>()(Process.fromChild(spawn('true')))
is<Process | null>()(ours.parent())
is<Process[]>()(ours.parents())
is<Promise<Process[]>>()(ours.children())
is<Promise<Process[]>>()(ours.children({ recursive: true, signal }))
is<Promise<number>>()(ours.cpuPercent({ interval: 1 }))
is<Promise<MemoryFootprint>>()(ours.memoryFootprint({ signal } satisfies SignalOptions))
is<Promise<MemoryFullInfo>>()(ours.memoryFullInfo())
is<Promise<number>>()(ours.memoryPercent())
is<Promise<number>>()(ours.memoryPercent('rss', { signal }))
is<Promise<number | null>>()(ours.memoryPercent('uss', { signal }))
is<Promise<MemoryMap[]>>()(ours.memoryMaps())
is<Promise<MemoryMap[]>>()(ours.memoryMaps({ signal }))
is<Promise<MemoryMap<bigint>[]>>()(ours.memoryMaps({ bigint: true, signal }))
is<Promise<MemoryMapGrouped[]>>()(ours.memoryMapsGrouped())
is<Promise<MemoryMapGrouped<bigint>[]>>()(ours.memoryMapsGrouped({ bigint: true }))
is<Promise<OpenFile[]>>()(ours.openFiles())
is<Promise<Connection[]>>()(ours.connections())
is<Promise<Connection[]>>()(ours.connections('unix', { signal }))
is<Promise<{ pid: number; name: string | null }>>()(ours.toObject(['pid', 'name'], { signal }))
is<Promise<{ openFiles: OpenFile[] }>>()(ours.toObject(['openFiles'], { onError: 'throw' }))
export async function told(): Promise<PsutilError | undefined> {
  return (await ours.toObject(['exe'], { onError: 'collect' })).errors.exe
}

// what is quick is as it was
is<string>()(ours.name())
is<Buffer>()(ours.name({ encoding: 'buffer' }))
is<number>()(ours.memoryInfo().rss)
is<boolean>()(ours.isRunning())
is<boolean>()(ours.equals(ours))
is<void>()(ours.kill())
is<readonly Attribute[]>()(Process.attrs)
is<boolean>()(Process.rlimitIsAtomic)
is<Disposable>()(ours.oneshot())

type Members = keyof root.Process
type Promised =
  | 'children'
  | 'cpuPercent'
  | 'memoryFootprint'
  | 'memoryFullInfo'
  | 'memoryPercent'
  | 'memoryMaps'
  | 'memoryMapsGrouped'
  | 'openFiles'
  | 'connections'
  | 'toObject'
type OfItsKind = 'parent' | 'parents'

export type Rules = [
  Expect<Same<keyof Process, Members>>,
  Expect<Same<Omit<Process, Promised | OfItsKind>, Omit<root.Process, Promised | OfItsKind>>>,
  // Neither stands in for the other.
  Expect<Process extends root.Process ? false : true>,
  Expect<root.Process extends Process ? false : true>,
  Expect<Same<Exclude<keyof typeof promises, keyof typeof root>, never>>,
  Expect<Same<Offenders<typeof promises, 'netConnections' | 'diskUsage' | 'processes'>, never>>,
  Expect<
    Same<
      Offenders<
        Process,
        'sendSignal' | 'equals' | 'oneshot' | 'toObject' | 'getRlimit' | 'memoryPercent' | 'connections'
      >,
      never
    >
  >,
]

// @ts-expect-error: an interval is needed
promises.cpuPercent()
// @ts-expect-error: an interval is needed
ours.cpuPercent({})
// @ts-expect-error: a signal is one
promises.users({ signal: 'SIGTERM' })
// @ts-expect-error: not an option here
promises.users({ timeout: 5 })
// @ts-expect-error: a Promise is no list
ours.memoryMaps().length
// @ts-expect-error: not for all kinds at once
promises.netConnections({ signal })
