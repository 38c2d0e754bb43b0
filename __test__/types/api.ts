// The whole public API as a program under --strict sees it. Compiled, never run.
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import {
  AccessDeniedError,
  type AcSupply,
  type Battery,
  type BatteryScope,
  type BatteryStatus,
  type BufferOptions,
  bootTime,
  type ChildLike,
  type ChildrenOptions,
  type Communicated,
  type CommunicateOptions,
  type Connection,
  type CpuTimes,
  clearIoCountersCache,
  cpuTimes,
  type DiskIoCounters,
  type DiskPartition,
  type DiskUsage,
  diskIoCounters,
  diskPartitions,
  diskPartitionsAll,
  diskUsage,
  type EncodingOptions,
  type ExeOptions,
  type ExitStatus,
  type FanSensor,
  type Feature,
  features,
  type Gids,
  isAvailable,
  KernelDataError,
  type MemoryInfo,
  type NameOptions,
  NativeBindingError,
  type NetIfAddr,
  type NetIfStats,
  type NetIoCounters,
  NoSuchProcessError,
  type NowrapOptions,
  netConnections,
  netIfAddrs,
  netIfStats,
  netIoCounters,
  type Paths,
  type Platform,
  Popen,
  type PowerSupplies,
  Process,
  type ProcessCpuTimes,
  type ProcessStatus,
  PsutilError,
  paths,
  percpuTimes,
  perdiskIoCounters,
  pernicNetIoCounters,
  pidExists,
  pids,
  processIter,
  processIterAvailable,
  type Signal,
  type SwapMemory,
  SystemError,
  sensorsBattery,
  sensorsBatteryTotal,
  sensorsFans,
  sensorsIsOnAcPower,
  sensorsPower,
  sensorsTemperatures,
  swapMemory,
  type TemperatureSensor,
  type TextOptions,
  TimeoutExpiredError,
  timeSinceBoot,
  type Uids,
  type UnownedConnection,
  UnsupportedError,
  type User,
  uptime,
  users,
  type VirtualMemory,
  virtualMemory,
  ZombieProcessError,
} from 'psutil-native'
import { type Expect, is, type Same } from './check.ts'

// the machine
is<CpuTimes>()(cpuTimes())
is<CpuTimes[]>()(percpuTimes())
is<VirtualMemory>()(virtualMemory())
is<SwapMemory>()(swapMemory())
is<DiskPartition[]>()(diskPartitions())
is<DiskPartition[]>()(diskPartitionsAll())
for (const { device, opts } of diskPartitions()) {
  is<string | null>()(device)
  is<string[]>()(opts)
}
is<DiskUsage>()(diskUsage('/'))
is<number>()(diskUsage('/').percent)
is<number | null>()(diskUsage('/').inodesTotal)
is<DiskIoCounters | null>()(diskIoCounters())
is<DiskIoCounters | null>()(diskIoCounters({ nowrap: false }))
is<Record<string, DiskIoCounters>>()(perdiskIoCounters({ nowrap: undefined } satisfies NowrapOptions))
is<number | null | undefined>()(diskIoCounters()?.busyTime)
is<void>()(clearIoCountersCache())
is<NetIoCounters | null>()(netIoCounters())
is<Record<string, NetIoCounters>>()(pernicNetIoCounters({ nowrap: false } satisfies NowrapOptions))
is<() => void>()(clearIoCountersCache)
is<Record<string, NetIfAddr[]>>()(netIfAddrs())
is<Record<string, NetIfStats>>()(netIfStats())
is<Connection[]>()(netConnections())
is<Connection[]>()(netConnections('unix'))
is<Connection[]>()(netConnections('tcp', { status: 'LISTEN' }))
is<Connection[]>()(netConnections(undefined, { owners: true, status: ['LISTEN', 'TIME_WAIT'] as const }))
is<UnownedConnection[]>()(netConnections('tcp', { owners: false, status: 'LISTEN' }))
for (const { uid } of netConnections('inet', { owners: false })) is<number | null>()(uid)
const either = (owners: boolean) => netConnections('all', { owners })
is<(Connection | UnownedConnection)[]>()(either(true))
is<number>()(bootTime())
is<number>()(timeSinceBoot())
is<number>()(uptime())
is<number>()(cpuTimes().user)
is<number | null | undefined>()(cpuTimes().lockSpin)
is<number | null | undefined>()(virtualMemory().wired)
is<Record<string, TemperatureSensor[]>>()(sensorsTemperatures())
is<Record<string, FanSensor[]>>()(sensorsFans())
is<PowerSupplies>()(sensorsPower())
is<AcSupply[]>()(sensorsPower().acSupplies)
is<boolean | null>()(sensorsIsOnAcPower())
is<boolean | null>()(sensorsPower().isOnAcPower)
is<Battery | null>()(sensorsBattery())
is<Battery | null>()(sensorsBatteryTotal())
is<User[]>()(users())
export const fan: { chip: string; label: string | null; current: number } | undefined =
  sensorsFans().thinkpad?.[0]
export function worn({ status, scope, secsLeft, temperature }: Battery): boolean {
  is<BatteryStatus>()(status)
  is<'charging' | 'discharging' | 'full' | 'unknown'>()(status)
  is<BatteryScope>()(scope)
  is<number | null | undefined>()(temperature)
  is<number | null>()(secsLeft)
  return secsLeft === null || secsLeft < 60
}
export const sin: number | null | undefined = swapMemory().sin
export const sout: number | null | undefined = swapMemory().sout

// processes
is<number[]>()(pids())
is<boolean>()(pidExists(1))
is<Generator<Process, void, undefined>>()(processIter())
is<Generator<Process, void, undefined>>()(processIterAvailable())
const ours = new Process()
is<Process>()(new Process(1))
is<Process>()(new Process(undefined))
is<Process>()(Process.fromIdentity(ours.identity))
is<number>()(ours.pid)
is<string>()(ours.identity)
is<boolean>()(ours.equals(new Process(1)))
is<number>()(ours.ppid())
is<Process | null>()(ours.parent())
is<Process[]>()(ours.parents())
is<Process[]>()(ours.children())
is<Process[]>()(ours.children({ recursive: true }))
is<number>()(ours.createTime())
is<number>()(ours.rawCreateTime())
is<Uids>()(ours.uids())
is<Gids>()(ours.gids())
is<string>()(ours.username())
is<ProcessStatus>()(ours.status())
is<ProcessCpuTimes>()(ours.cpuTimes())
is<MemoryInfo>()(ours.memoryInfo())
is<number>()(ours.numThreads())
is<boolean>()(ours.isRunning())
is<string>()(ours.toString())
is<{ pid: number; identity: string }>()(ours.toJSON())

// children of this program
is<Process>()(Process.fromChild(spawn('true')))
is<Process>()(Process.fromChild({ exitCode: null, signalCode: null } satisfies ChildLike))
export async function talk(): Promise<void> {
  await using child = new Popen('cat', ['-'] as const, { stdio: 'pipe' } satisfies SpawnOptions)
  is<Process>()(new Popen('cat') as Process)
  is<ChildProcess>()(child.child)
  is<readonly string[]>()(child.args)
  is<Writable | null>()(child.stdin)
  is<Readable | null>()(child.stdout)
  is<Readable | null>()(child.stderr)
  is<ExitStatus | null>()(child.poll())
  is<number | null | undefined>()(child.poll()?.exitCode)
  is<Signal | null | undefined>()(child.poll()?.signalCode)
  is<Communicated<string>>()(await child.communicate())
  is<Communicated<string>>()(await child.communicate('x', { timeout: 5, encoding: 'utf8' }))
  is<Communicated<Buffer>>()(await child.communicate(new Uint8Array(), { encoding: 'buffer' }))
  is<Communicated<Buffer>>()(await child.communicate(undefined, { encoding: 'buffer' }))
  is<string | null>()((await child.communicate(null)).stdout)
  const options: CommunicateOptions = { timeout: undefined, signal: AbortSignal.timeout(5) }
  is<number | undefined>()(options.timeout)
}

// text, or the bytes it was made of
is<string>()(ours.name())
is<string>()(ours.name({ raw: true }))
is<string>()(ours.name({ encoding: 'utf8' }))
is<Buffer>()(ours.name({ raw: true, encoding: 'buffer' }))
is<string | null>()(ours.exe())
is<string | null>()(ours.exe({ fallbackCmdline: true }))
is<Buffer | null>()(ours.exe({ encoding: 'buffer' }))
is<string | null>()(ours.cwd())
is<Buffer | null>()(ours.cwd({ encoding: 'buffer' }))
is<string[]>()(ours.cmdline())
is<Buffer[]>()(ours.cmdline({ encoding: 'buffer' }))
is<Record<string, string>>()(ours.environ())
is<Record<string, Buffer>>()(ours.environ({ encoding: 'buffer' }))

// oneshot
is<Disposable>()(ours.oneshot())
is<number>()(ours.oneshot(() => 7))
is<Promise<string>>()(ours.oneshot(async () => ours.name()))
export function kept(): string {
  using _ = ours.oneshot()
  return ours.name()
}

// signals
const signals: Signal[] = ['SIGTERM', 'SIGRTMIN', 'SIGRTMIN+3', 'SIGRTMAX-1', 9, 0]
for (const signal of signals) is<void>()(ours.sendSignal(signal))
is<void>()(ours.suspend())
is<void>()(ours.resume())
is<void>()(ours.terminate())
is<void>()(ours.kill())

// availability and paths
is<readonly Feature[]>()(features)
is<boolean>()(isAvailable('process.exe'))
is<boolean>()(isAvailable('cpuTimes', 'openbsd'))
is<Paths>()(paths)
paths.procfs = '/host/proc'
export const everywhere: Platform[] = ['linux', 'darwin', 'freebsd', 'openbsd', 'netbsd']
export type FeaturesAreLiterals = [
  Expect<string extends Feature ? false : true>,
  Expect<'process' | 'process.exe' | 'cpuTimes' extends Feature ? true : false>,
  Expect<'process.nope' extends Feature ? false : true>,
]

// options by name
export const named: [TextOptions, BufferOptions, EncodingOptions, NameOptions, ExeOptions, ChildrenOptions] =
  [
    { encoding: 'utf8' },
    { encoding: 'buffer' },
    { encoding: undefined },
    { raw: undefined },
    { fallbackCmdline: false },
    { recursive: undefined },
  ]

// errors
export function told(error: unknown): string | number | undefined {
  if (error instanceof ZombieProcessError) return error.pid
  if (error instanceof NoSuchProcessError) return error.pid
  if (error instanceof AccessDeniedError) return error.pid
  if (error instanceof TimeoutExpiredError) return error.timeout + (error.pid ?? 0)
  if (error instanceof UnsupportedError) return error.feature + error.platforms.join()
  if (error instanceof KernelDataError) return error.path
  if (error instanceof SystemError) return error.errno + error.syscall + error.path
  if (error instanceof NativeBindingError) return error.message
  if (error instanceof PsutilError) return error.code
  return undefined
}
export type Hierarchy = [
  Expect<PsutilError extends Error ? true : false>,
  Expect<NoSuchProcessError extends PsutilError ? true : false>,
  Expect<ZombieProcessError extends NoSuchProcessError ? true : false>,
  Expect<AccessDeniedError extends PsutilError ? true : false>,
  Expect<TimeoutExpiredError extends PsutilError ? true : false>,
  Expect<UnsupportedError extends PsutilError ? true : false>,
  Expect<KernelDataError extends PsutilError ? true : false>,
  Expect<SystemError extends PsutilError ? true : false>,
  Expect<NativeBindingError extends PsutilError ? true : false>,
  Expect<Same<AccessDeniedError['pid'], number | undefined>>,
]
