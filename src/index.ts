/// <reference types="node" preserve="true" />
export type {
  IoPriority,
  IoPriorityClass,
  ProcessSignalMasks,
  ProcessStatus,
  ResourceLimits,
} from '../index.js'
export type { BigIntOptions, EncodingOptions } from './arguments.ts'
export { type Feature, features, isAvailable, type Platform } from './availability.ts'
export {
  type CpuFreq,
  type CpuStats,
  type CpuTimes,
  cpuFreq,
  cpuStats,
  cpuTimes,
  logicalCpuCount,
  percpuFreq,
  percpuTimes,
  physicalCpuCount,
  usableCpuCount,
} from './cpu.ts'
export {
  CpuSampler,
  type CpuTimesPercent,
  cpuPercent,
  cpuTimesPercent,
  percpuPercent,
  percpuTimesPercent,
} from './cpu-sampler.ts'
export {
  type DiskIoCounters,
  type DiskPartition,
  type DiskUsage,
  diskIoCounters,
  diskPartitions,
  diskPartitionsAll,
  diskUsage,
  perdiskIoCounters,
} from './disk.ts'
export {
  AccessDeniedError,
  KernelDataError,
  NativeBindingError,
  NoSuchProcessError,
  PsutilError,
  SystemError,
  TimeoutExpiredError,
  UnsupportedError,
  ZombieProcessError,
} from './errors.ts'
export { bootTime, timeSinceBoot, uptime } from './host.ts'
export {
  type NetIfAddr,
  type NetIfStats,
  type NetIoCounters,
  netIfAddrs,
  netIfStats,
  netIoCounters,
  pernicNetIoCounters,
} from './interfaces.ts'
export { type KilledTree, type KillTreeOptions, killTree } from './kill-tree.ts'
export { oneshotPid, pidExists, pids, processes, processIter, processIterAvailable } from './listing.ts'
export { type SwapMemory, swapMemory, type VirtualMemory, virtualMemory } from './memory.ts'
export {
  type Address,
  type Connection,
  type ConnectionKind,
  type ConnectionStatus,
  type ConnectionsOptions,
  type NetConnectionsOptions,
  netConnections,
  type Socket,
  type SocketOwner,
  type SocketUser,
  type TcpSocket,
  type UdpSocket,
  type UnixSocket,
  type UnownedConnection,
} from './net.ts'
export { clearIoCountersCache, type NowrapOptions } from './nowrap.ts'
export { type Paths, paths } from './paths.ts'
export type { PatienceOptions, WaitOptions } from './patience.ts'
export {
  type Communicated,
  type CommunicateOptions,
  Popen,
} from './popen.ts'
export type { Attribute, Attributes, ProcessesOptions, ToObjectOptions } from './process/attributes.ts'
export type { ExitStatus } from './process/awaited.ts'
export type { ProcessColumn, ProcessColumns } from './process/columnar.ts'
export type { BufferOptions, ExeOptions, NameOptions, TextOptions } from './process/described.ts'
export type {
  EpollExtraInfo,
  EpollTarget,
  EventfdExtraInfo,
  FdExtraInfo,
  FdType,
  InotifyExtraInfo,
  InotifyWatch,
  KqueueExtraInfo,
  OpenFile,
  OpenMode,
  PidfdExtraInfo,
  PipeExtraInfo,
  ProcdescExtraInfo,
  ProcessFd,
  SignalfdExtraInfo,
  SocketExtraInfo,
  TimerfdExtraInfo,
  UnknownExtraInfo,
} from './process/fds.ts'
export type {
  MemoryField,
  MemoryMap,
  MemoryMapGrouped,
  MemoryMapUse,
} from './process/mapped.ts'
export type { ThreadInfo } from './process/measured.ts'
export type { SigmasksOptions } from './process/owned.ts'
export type {
  CtxSwitches,
  Gids,
  IoCounters,
  MemoryExtras,
  MemoryFootprint,
  MemoryFullInfo,
  MemoryInfo,
  PageFaults,
  ProcessCpuTimes,
  Uids,
} from './process/records.ts'
export { type ChildLike, type ChildrenOptions, Process } from './process.ts'
export type { Resource } from './resources.ts'
export {
  type AcSupply,
  type Battery,
  type BatteryScope,
  type BatteryStatus,
  type FanSensor,
  type PowerSupplies,
  sensorsBattery,
  sensorsBatteryTotal,
  sensorsFans,
  sensorsIsOnAcPower,
  sensorsPower,
  sensorsTemperatures,
  type TemperatureSensor,
} from './sensors.ts'
export type { Signal } from './signals.ts'
export { type User, users } from './users.ts'
export { type WaitProcsOptions, waitProcs } from './wait-procs.ts'
export {
  type ProcessEvent,
  type ProcessExitEvent,
  type ProcessStartEvent,
  type ProcessWatch,
  type WatchOptions,
  type WatchOverflowEvent,
  type WatchSource,
  watchProcesses,
} from './watch.ts'
