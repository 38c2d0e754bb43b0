export type { EncodingOptions } from './arguments.ts'
export { type Feature, features, isAvailable, type Platform } from './availability.ts'
export { type CpuTimes, cpuTimes, percpuTimes } from './cpu.ts'
export {
  AccessDeniedError,
  KernelDataError,
  NativeBindingError,
  NoSuchProcessError,
  PsutilError,
  SystemError,
  UnsupportedError,
  ZombieProcessError,
} from './errors.ts'
export { bootTime, timeSinceBoot, uptime } from './host.ts'
export { pidExists, pids, processIter, processIterAvailable } from './listing.ts'
export { type SwapMemory, swapMemory, type VirtualMemory, virtualMemory } from './memory.ts'
export { type Paths, paths } from './paths.ts'
export {
  type BufferOptions,
  type ChildrenOptions,
  type ExeOptions,
  type Gids,
  type MemoryInfo,
  type NameOptions,
  Process,
  type ProcessCpuTimes,
  type ProcessStatus,
  type TextOptions,
  type Uids,
} from './process.ts'
export type { Signal } from './signals.ts'
