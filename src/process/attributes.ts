// The getters without arguments, as the attributes of a record.
import type { IoPriority, ProcessSignalMasks, ProcessStatus } from '../../index.js'
import { checkInteger, checkOptions, invalidType, invalidValue, outOfRange } from '../arguments.ts'
import { NoSuchProcessError, PsutilError, ZombieProcessError } from '../errors.ts'
import type { Connection } from '../net.ts'
import type { OpenFile } from './fds.ts'
import type { MemoryMap, MemoryMapGrouped } from './mapped.ts'
import type { ThreadInfo } from './measured.ts'
import type {
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
} from './records.ts'

/** What each getter without arguments answers. */
export interface Attributes {
  pid: number
  identity: string
  ppid: number
  pgid: number
  sid: number
  name: string
  exe: string | null
  cmdline: string[]
  cwd: string | null
  root: string | null
  environ: Record<string, string>
  createTime: number
  rawCreateTime: number
  status: ProcessStatus
  terminal: string | null
  hasTerminal: boolean
  username: string
  uids: Uids
  gids: Gids
  fsuid: number
  fsgid: number
  getGroups: number[]
  umask: number | null
  sigmasks: ProcessSignalMasks
  cpuTimes: ProcessCpuTimes
  cpuPercent: number
  cpuNum: number | null
  numCtxSwitches: CtxSwitches
  numThreads: number
  threads: ThreadInfo[]
  memoryInfo: MemoryInfo
  memoryExtras: MemoryExtras
  memoryFootprint: MemoryFootprint
  memoryFullInfo: MemoryFullInfo
  memoryPercent: number
  memoryMaps: MemoryMap[]
  memoryMapsGrouped: MemoryMapGrouped[]
  pageFaults: PageFaults
  ioCounters: IoCounters
  numFds: number
  openFiles: OpenFile[]
  connections: Connection[]
  getPriority: number
  getIoPriority: IoPriority
  getCpuAffinity: number[]
}

/** A getter without arguments. */
export type Attribute = keyof Attributes

/** The names of all getters without arguments; in the order in which they are best read. */
export const ATTRIBUTES: readonly Attribute[] = Object.freeze([
  'pid',
  'identity',
  'ppid',
  'pgid',
  'sid',
  'name',
  'exe',
  'cmdline',
  'cwd',
  'root',
  'environ',
  'createTime',
  'rawCreateTime',
  'status',
  'terminal',
  'hasTerminal',
  'username',
  'uids',
  'gids',
  'fsuid',
  'fsgid',
  'getGroups',
  'umask',
  'sigmasks',
  'cpuTimes',
  'cpuPercent',
  'cpuNum',
  'numCtxSwitches',
  'numThreads',
  'threads',
  'memoryInfo',
  'memoryExtras',
  'memoryFootprint',
  'memoryFullInfo',
  'memoryPercent',
  'memoryMaps',
  'memoryMapsGrouped',
  'pageFaults',
  'ioCounters',
  'numFds',
  'openFiles',
  'connections',
  'getPriority',
  'getIoPriority',
  'getCpuAffinity',
] satisfies Attribute[])

/** What becomes of an attribute that cannot be read. */
export type OnError = 'null' | 'throw' | 'collect'

/** How a record is made. */
export interface ToObjectOptions<E extends OnError = OnError> {
  /**
   * `'null'` (the default): what may not be read, went with a zombie's memory, or is not there on this platform is
   * `null`. `'collect'`: the same, and `errors` tells why. `'throw'`: the first such error is thrown.
   */
  onError?: E | undefined
}

/** How the table of processes is made. */
export interface ProcessesOptions<E extends OnError = OnError> extends ToObjectOptions<E> {
  /**
   * `true`: column by column, numbers as typed arrays that a Worker can be given without copying. `false` (the
   * default): a record for each process.
   */
  columnar?: boolean | undefined
  /** On so many threads at most; by default on as many as may run at the same time, up to 4. */
  threads?: number | undefined
}

/** Attributes of which any may be `null`, but number and identity, which are known. */
type Readable<A extends Attribute> = {
  [Name in A]: Name extends 'pid' | 'identity' ? Attributes[Name] : Attributes[Name] | null
}

/** A record of attributes. */
export type Row<A extends Attribute, E extends OnError> = E extends 'throw'
  ? Pick<Attributes, A>
  : E extends 'collect'
    ? Readable<A> & { errors: { [Name in A]?: PsutilError } }
    : Readable<A>

const ON_ERROR: readonly OnError[] = ['null', 'throw', 'collect']

/** Checks what attributes are asked for, and in which way. */
export function checkAttributes(attrs: Iterable<Attribute>, options: ToObjectOptions): Set<Attribute> {
  if (typeof attrs !== 'object' || attrs === null || !(Symbol.iterator in attrs)) {
    throw invalidType('attrs', 'an iterable of names of getters', attrs)
  }
  const names = new Set(attrs)
  for (const name of names) {
    if (!ATTRIBUTES.includes(name)) throw invalidValue('attrs', `some of ${ATTRIBUTES.join(', ')}`, name)
  }
  checkOptions(options)
  const { onError = 'null' } = options
  if (!ON_ERROR.includes(onError)) {
    throw invalidValue('options.onError', "'null', 'throw' or 'collect'", onError)
  }
  return names
}

/** Checks how the table of processes is wanted. @internal */
export function checkTable({ threads }: ProcessesOptions): void {
  if (threads === undefined) return
  checkInteger('options.threads', threads)
  if (threads < 1) throw outOfRange('options.threads', '>= 1', threads)
}

/** Makes a record of attributes that are read one by one. */
export function readAttributes(
  names: Iterable<Attribute>,
  onError: OnError,
  read: (name: Attribute) => unknown,
): object {
  const row: Record<string, unknown> = {}
  const errors: Record<string, PsutilError> = {}
  for (const name of names) {
    try {
      row[name] = read(name)
    } catch (error) {
      if (onError === 'throw' || !isPart(error)) throw error
      row[name] = null
      errors[name] = error
    }
  }
  return onError === 'collect' ? { ...row, errors } : row
}

/** Whether only this attribute cannot be read; of a process that has ended there is no record. */
function isPart(error: unknown): error is PsutilError {
  if (error instanceof ZombieProcessError) return true
  return error instanceof PsutilError && !(error instanceof NoSuchProcessError)
}
