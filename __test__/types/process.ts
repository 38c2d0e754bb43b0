// The members of Process that answer with records and rows, as a program under --strict sees them.
import {
  type Address,
  type Attribute,
  type Attributes,
  type BigIntOptions,
  type Connection,
  type ConnectionStatus,
  type CtxSwitches,
  type ExitStatus,
  type FdType,
  type IoCounters,
  type IoPriority,
  type KilledTree,
  killTree,
  type MemoryExtras,
  type MemoryField,
  type MemoryFootprint,
  type MemoryFullInfo,
  type MemoryMap,
  type MemoryMapGrouped,
  type OpenFile,
  oneshotPid,
  type PageFaults,
  Popen,
  Process,
  type ProcessFd,
  type ProcessSignalMasks,
  type PsutilError,
  processes,
  type Resource,
  type ResourceLimits,
  type Signal,
  type ThreadInfo,
  waitProcs,
} from 'psutil-native'
import { type Expect, is, type Same } from './check.ts'

const ours = new Process()

is<number>()(ours.pgid())
is<number>()(ours.sid())
is<number>()(ours.fsuid())
is<number>()(ours.fsgid())
is<number[]>()(ours.getGroups())
is<number | null>()(ours.umask())
is<string | null>()(ours.root())
is<Buffer | null>()(ours.root({ encoding: 'buffer' }))
is<string | null>()(ours.terminal())
is<boolean>()(ours.hasTerminal())
is<ProcessSignalMasks>()(ours.sigmasks())
is<ProcessSignalMasks>()(ours.sigmasks({ includeInternal: true }))
is<number>()(ours.cpuPercent())
is<number | null>()(ours.cpuNum())
is<ThreadInfo[]>()(ours.threads())
is<CtxSwitches>()(ours.numCtxSwitches())
is<PageFaults>()(ours.pageFaults())
is<IoCounters>()(ours.ioCounters())

// memory
is<MemoryExtras>()(ours.memoryExtras())
is<MemoryFootprint>()(ours.memoryFootprint())
is<MemoryFullInfo>()(ours.memoryFullInfo())
is<number>()(ours.memoryPercent())
is<number | null>()(ours.memoryPercent('uss'))
export const field: MemoryField = 'peakRss'
is<MemoryMap[]>()(ours.memoryMaps())
is<MemoryMap<bigint>[]>()(ours.memoryMaps({ bigint: true }))
for (const { dev } of ours.memoryMaps({ bigint: true })) is<bigint | null>()(dev)
is<MemoryMapGrouped[]>()(ours.memoryMapsGrouped())
is<MemoryMapGrouped<bigint>[]>()(ours.memoryMapsGrouped({ bigint: true }))
export const exact: BigIntOptions = { bigint: true }

// descriptors: the type belongs to the word
is<number>()(ours.numFds())
is<OpenFile[]>()(ours.openFiles())
is<Generator<ProcessFd, void, undefined>>()(ours.iterFds())
is<Generator<ProcessFd<bigint>, void, undefined>>()(ours.iterFds({ bigint: true }))
for (const { fd, type, extraInfo } of ours.iterFds()) {
  is<number>()(fd)
  is<FdType>()(type)
  is<number | null>()(extraInfo.nlink)
  if (type === 'eventfd') is<number | null>()(extraInfo.eventfdCount)
  if (type === 'signalfd') is<Signal[] | null>()(extraInfo.sigmask)
  if (type === 'socket') is<Address | string | null>()(extraInfo.laddr)
  if (type === 'pidfd') is<number | null>()(extraInfo.pid)
  if (type === 'procdesc') is<number | undefined>()(extraInfo.pid)
  if (type === 'pipe') is<number | undefined>()(extraInfo.bufferCnt)
  if (type === 'kqueue') is<number | undefined>()(extraInfo.kqCount)
  if (type === 'socket') is<number | undefined>()(extraInfo.recvq)
  is<number | undefined>()(extraInfo.rbytes)
}
for (const fd of ours.iterFds({ bigint: true })) {
  is<bigint | null>()(fd.ino)
  if (fd.type === 'epoll') is<bigint[]>()(fd.extraInfo.tfds.map(({ data }) => data))
  if (fd.type === 'inotify') is<bigint[]>()(fd.extraInfo.watches.map(({ ino }) => ino))
  if (fd.type === 'timerfd') is<bigint | null>()(fd.extraInfo.ticks)
}

// connections: so do addresses and states
is<Connection[]>()(ours.connections())
is<Connection[]>()(ours.connections('tcp', { status: ['LISTEN'] }))
for (const connection of ours.connections('all')) {
  is<number | null>()(connection.fd)
  if (connection.family === 'unix') is<string | null>()(connection.laddr)
  else is<Address | null>()(connection.laddr)
  if (connection.type === 'dgram') is<null>()(connection.status)
  if (connection.status !== null) is<ConnectionStatus>()(connection.status)
}

// get and set
is<number>()(ours.getPriority())
is<void>()(ours.setPriority(1))
is<IoPriority>()(ours.getIoPriority())
is<void>()(ours.setIoPriority('best-effort', 4))
is<number[]>()(ours.getCpuAffinity())
is<void>()(ours.setCpuAffinity(new Set([0])))
export const resource: Resource = 'nofile'
is<ResourceLimits>()(ours.getRlimit(7))
is<void>()(ours.setRlimit('nofile', { soft: 1, hard: Number.POSITIVE_INFINITY }))
is<boolean>()(Process.rlimitIsAtomic)

// a tree
is<Promise<KilledTree>>()(killTree(ours, { signal: 'SIGINT', forceAfter: 0, timeout: 1000 }))
is<Process[]>()((await killTree(ours)).denied)

// records: those asked for, and null where that may be
is<readonly Attribute[]>()(Process.attrs)
is<{ pid: number; name: string | null }>()(ours.toObject(['pid', 'name']))
is<{ pid: number; name: string }>()(ours.toObject(['pid', 'name'], { onError: 'throw' }))
is<PsutilError | undefined>()(ours.toObject(['exe'], { onError: 'collect' }).errors.exe)
is<{ pid: number; cpuNum: number | null }[]>()(processes(['pid', 'cpuNum']))
is<{ name: string; exe: string | null }[]>()(
  processes(new Set(['name', 'exe'] as const), { onError: 'throw' }),
)
is<PsutilError | undefined>()(processes(['exe'], { onError: 'collect' })[0]?.errors.exe)
const columns = processes(['pid', 'name', 'cpuNum', 'memoryInfo', 'getGroups'], {
  columnar: true,
  threads: 2,
})
is<number>()(columns.length)
is<Float64Array>()(columns.pid)
is<Float64Array>()(columns.cpuNum)
is<(string | null)[]>()(columns.name)
is<Float64Array>()(columns.memoryInfo.rss)
is<Float64Array | undefined>()(columns.memoryInfo.stack)
is<(number[] | null)[]>()(columns.getGroups)
is<string[]>()(processes(['name'], { columnar: true, onError: 'throw' }).name)
is<PsutilError | undefined>()(processes(['exe'], { columnar: true, onError: 'collect' }).errors[0]?.exe)
is<string>()(oneshotPid(1, () => ours.name()))
export type Rows = [
  Expect<Same<Attributes['memoryMaps'], MemoryMap[]>>,
  Expect<Same<ReturnType<Process['connections']>, Attributes['connections']>>,
  Expect<'kill' extends Attribute ? false : true>,
]

// waiting
is<Promise<ExitStatus | null>>()(ours.wait())
is<Promise<ExitStatus | null>>()(ours.wait({ timeout: 1, signal: AbortSignal.abort(), ref: false }))
is<Promise<ExitStatus>>()(new Popen('true').wait())
is<Promise<{ gone: Process[]; alive: Process[] }>>()(waitProcs(new Set([ours]), { timeout: 1 }))
is<Promise<{ gone: Popen[]; alive: Popen[] }>>()(
  waitProcs([new Popen('true')], {
    onExit(process, status) {
      is<Popen>()(process)
      is<Signal | null | undefined>()(status?.signalCode)
    },
  }),
)
