// All processes as records: each attribute as crates/node/src/process/rows.rs writes it.
import type {
  CtxSwitches,
  Gids,
  IoCounters,
  IoPriorityClass,
  MemoryExtras,
  MemoryFootprint,
  MemoryInfo,
  NativeCellFailure,
  NativeProcesses,
  PageFaults,
  ProcessAttribute,
  ProcessCpuTimes,
  ProcessSignalMasks,
  ProcessStatus,
  Uids,
} from '../../index.js'
import { Cells } from '../cells.ts'
import { errorOf, type PsutilError, unwrap } from '../errors.ts'
import { connectionsOf } from '../net.ts'
import type { Attribute, Attributes, OnError } from './attributes.ts'
import { environOf } from './described.ts'
import { filesOf } from './fd-rows.ts'
import { groupsOf, type MemoryFullInfo, mapsOf } from './mapped.ts'
import { cpuPercentSinceStart, threadsOf } from './measured.ts'

/** The words of an enumeration, each of which crosses as its place. @internal */
export const STATUSES: readonly ProcessStatus[] = [
  'running',
  'sleeping',
  'disk-sleep',
  'zombie',
  'stopped',
  'tracing-stop',
  'dead',
  'wake-kill',
  'waking',
  'parked',
  'idle',
  'locked',
  'waiting',
  'suspended',
]
/** The same of I/O priorities. @internal */
export const IO_CLASSES: readonly IoPriorityClass[] = ['none', 'realtime', 'best-effort', 'idle']

/** Reads what one attribute of one process is. */
type Read<Answer> = (cells: Cells) => Answer

/** A record of fields in the order in which they cross; those that the platform lacks are left out. */
function record<Answer extends object>(
  fields: { readonly [Name in keyof Required<Answer>]: 0 },
): Read<Answer> {
  return recordOf<Answer>(fields, (cells) => cells.field())
}

function recordOf<Answer extends object>(fields: object, read: (cells: Cells) => unknown): Read<Answer> {
  const names = Object.keys(fields)
  return (cells) => {
    const answer: Record<string, unknown> = {}
    for (const name of names) {
      const field = read(cells)
      if (field !== undefined) answer[name] = field
    }
    return answer as Answer
  }
}

const numbers: Read<number[]> = (cells) => cells.list(() => cells.number())
const texts: Read<string[]> = (cells) => cells.list(() => cells.text())

/** Texts, if it is known how many, and if the platform has that. */
const textsOrNull: Read<string[] | null | undefined> = (cells) => {
  const count = cells.field()
  return typeof count === 'number' ? cells.items(count, () => cells.text()) : count
}

const ids = { real: 0, effective: 0, saved: 0 } as const
const memoryInfo = { rss: 0, vms: 0, shared: 0, text: 0, data: 0, stack: 0, peakRss: 0 } as const
const sigmasks: { readonly [Name in keyof Required<ProcessSignalMasks>]: 0 } = {
  pending: 0,
  blocked: 0,
  ignored: 0,
  caught: 0,
  processPending: 0,
}

/** How each attribute is read: what one side forgets does not compile. */
const READERS: { readonly [Name in Attribute]: Read<Attributes[Name]> } & {
  readonly [Name in ProcessAttribute]: Read<unknown>
} = {
  pid: (cells) => cells.number(),
  identity: (cells) => cells.text(),
  ppid: (cells) => cells.number(),
  pgid: (cells) => cells.number(),
  sid: (cells) => cells.number(),
  name: (cells) => cells.text(),
  exe: (cells) => cells.textOrNull(),
  cmdline: texts,
  cwd: (cells) => cells.textOrNull(),
  root: (cells) => cells.textOrNull(),
  environ: (cells) => environOf(texts(cells)),
  createTime: (cells) => cells.number(),
  rawCreateTime: (cells) => cells.number(),
  status: (cells) => word(STATUSES, cells.number()),
  terminal: (cells) => cells.textOrNull(),
  hasTerminal: (cells) => cells.flag(),
  username: (cells) => cells.text(),
  uids: record<Uids>(ids),
  gids: record<Gids>(ids),
  fsuid: (cells) => cells.number(),
  fsgid: (cells) => cells.number(),
  getGroups: numbers,
  umask: (cells) => cells.numberOrNull(),
  sigmasks: recordOf<ProcessSignalMasks>(sigmasks, textsOrNull),
  cpuTimes: record<ProcessCpuTimes>({ user: 0, system: 0, childrenUser: 0, childrenSystem: 0, iowait: 0 }),
  cpuPercent: (cells) =>
    cpuPercentSinceStart({ cpu: cells.number(), now: cells.number(), age: cells.number() }),
  cpuNum: (cells) => cells.numberOrNull(),
  numCtxSwitches: record<CtxSwitches>({ voluntary: 0, involuntary: 0 }),
  numThreads: (cells) => cells.number(),
  threads: (cells) => threadsOf(cells.table()),
  memoryInfo: record<MemoryInfo>(memoryInfo),
  memoryExtras: record<MemoryExtras>({
    peakRss: 0,
    peakVms: 0,
    rssAnon: 0,
    rssFile: 0,
    rssShmem: 0,
    swap: 0,
    hugetlb: 0,
    locked: 0,
  }),
  memoryFootprint: record<MemoryFootprint>({ uss: 0, pss: 0, swap: 0, shared: 0 }),
  memoryFullInfo: record<MemoryFullInfo>({ ...memoryInfo, lib: 0, dirty: 0, uss: 0, pss: 0, swap: 0 }),
  memoryPercent: (cells) => (cells.number() / cells.number()) * 100,
  memoryMaps: (cells) => mapsOf(cells.table(), false) as Attributes['memoryMaps'],
  memoryMapsGrouped: (cells) => groupsOf(cells.table(), false) as Attributes['memoryMapsGrouped'],
  pageFaults: record<PageFaults>({ minor: 0, major: 0 }),
  ioCounters: record<IoCounters>({
    readCount: 0,
    writeCount: 0,
    readBytes: 0,
    writeBytes: 0,
    readChars: 0,
    writeChars: 0,
  }),
  numFds: (cells) => cells.number(),
  openFiles: (cells) => filesOf(cells.table()),
  connections: (cells) => connectionsOf(cells.table()),
  getPriority: (cells) => cells.number(),
  getIoPriority: (cells) => ({ class: word(IO_CLASSES, cells.number()), value: cells.number() }),
  getCpuAffinity: numbers,
}

function word<Word>(words: readonly Word[], place: number): Word {
  const word = words[place]
  if (word === undefined) throw new RangeError(`no word has the place ${place}`)
  return word
}

/** Whether it has to be known why something cannot be read. @internal */
export function wantsFailures(onError: OnError): boolean {
  return onError !== 'null'
}

/** Makes a record of each process. @internal */
export function rowsOf(
  { stream, failures }: NativeProcesses,
  names: readonly Attribute[],
  onError: OnError,
): object[] {
  const [first] = failures
  if (onError === 'throw' && first !== undefined) unwrap(first.error)
  const readers = names.map((name) => READERS[name])
  const cells = new Cells(stream)
  const rows = cells.items(stream.rows, () => {
    const row: Record<string, unknown> = {}
    for (const [at, read] of readers.entries()) {
      row[names[at] as Attribute] = cells.flag() ? read(cells) : null
    }
    return row
  })
  if (onError === 'collect') collect(rows, names, failures)
  return rows
}

function collect(
  rows: Record<string, unknown>[],
  names: readonly Attribute[],
  failures: NativeCellFailure[],
): void {
  const errors = rows.map((row) => {
    const none: Record<string, PsutilError> = {}
    row.errors = none
    return none
  })
  for (const { row, attribute, error } of failures) {
    const [of, name] = [errors[row], names[attribute]]
    if (of !== undefined && name !== undefined) of[name] = errorOf(error)
  }
}
