// All processes as records: each attribute as crates/node/src/process/rows.rs writes it.
import type {
  IoPriorityClass,
  NativeCellFailure,
  NativeProcesses,
  ProcessAttribute,
  ProcessSignalMasks,
  ProcessStatus,
} from '../../index.js'
import { Cells } from '../cells.ts'
import { errorOf, type PsutilError, unwrap } from '../errors.ts'
import { connectionsOf } from '../net.ts'
import type { Attribute, Attributes, OnError } from './attributes.ts'
import { environOf } from './described.ts'
import { filesOf } from './fd-rows.ts'
import { groupsOf, mapsOf } from './mapped.ts'
import { cpuPercentSinceStart, threadsOf } from './measured.ts'
import {
  cpuTimesFrom,
  cpuUseFrom,
  ctxSwitchesFrom,
  idsFrom,
  ioCountersFrom,
  memoryExtrasFrom,
  memoryFootprintFrom,
  memoryFullInfoFrom,
  memoryInfoFrom,
  pageFaultsFrom,
} from './records.ts'

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

/** Reads what one attribute of one process is, and writes it into its row. */
type Write = (row: Partial<Attributes>, cells: Cells) => void

const numberOf = (cells: Cells) => cells.number()
const textOf = (cells: Cells) => cells.text()

/** Signals by name, if it is known which, and if the platform has that. */
function putSignals(masks: Partial<ProcessSignalMasks>, name: keyof ProcessSignalMasks, cells: Cells): void {
  const count = cells.field()
  if (count === undefined) return
  Object.assign(masks, { [name]: count === null ? null : cells.items(count, textOf) })
}

function sigmasksFrom(cells: Cells): ProcessSignalMasks {
  const masks: Partial<ProcessSignalMasks> = {}
  for (const name of ['pending', 'blocked', 'ignored', 'caught', 'processPending'] as const) {
    putSignals(masks, name, cells)
  }
  return masks as ProcessSignalMasks
}

/**
 * How each attribute is read and where it goes: what one side forgets does not compile. Each names its property, for
 * stores to a name that the engine knows take half the time. @internal
 */
export const WRITERS: { readonly [Name in Attribute | ProcessAttribute]: Write } = {
  pid: (row, cells) => {
    row.pid = cells.number()
  },
  identity: (row, cells) => {
    row.identity = cells.text()
  },
  ppid: (row, cells) => {
    row.ppid = cells.number()
  },
  pgid: (row, cells) => {
    row.pgid = cells.number()
  },
  sid: (row, cells) => {
    row.sid = cells.number()
  },
  name: (row, cells) => {
    row.name = cells.text()
  },
  exe: (row, cells) => {
    row.exe = cells.textOrNull()
  },
  cmdline: (row, cells) => {
    row.cmdline = cells.list(textOf)
  },
  cwd: (row, cells) => {
    row.cwd = cells.textOrNull()
  },
  root: (row, cells) => {
    row.root = cells.textOrNull()
  },
  environ: (row, cells) => {
    row.environ = environOf(cells.list(textOf))
  },
  createTime: (row, cells) => {
    row.createTime = cells.number()
  },
  rawCreateTime: (row, cells) => {
    row.rawCreateTime = cells.number()
  },
  status: (row, cells) => {
    row.status = word(STATUSES, cells.number())
  },
  terminal: (row, cells) => {
    row.terminal = cells.textOrNull()
  },
  hasTerminal: (row, cells) => {
    row.hasTerminal = cells.flag()
  },
  username: (row, cells) => {
    row.username = cells.text()
  },
  uids: (row, cells) => {
    row.uids = idsFrom(cells)
  },
  gids: (row, cells) => {
    row.gids = idsFrom(cells)
  },
  fsuid: (row, cells) => {
    row.fsuid = cells.number()
  },
  fsgid: (row, cells) => {
    row.fsgid = cells.number()
  },
  getGroups: (row, cells) => {
    row.getGroups = cells.list(numberOf)
  },
  umask: (row, cells) => {
    row.umask = cells.numberOrNull()
  },
  sigmasks: (row, cells) => {
    row.sigmasks = sigmasksFrom(cells)
  },
  cpuTimes: (row, cells) => {
    row.cpuTimes = cpuTimesFrom(cells)
  },
  cpuPercent: (row, cells) => {
    row.cpuPercent = cpuPercentSinceStart(cpuUseFrom(cells))
  },
  cpuNum: (row, cells) => {
    row.cpuNum = cells.numberOrNull()
  },
  numCtxSwitches: (row, cells) => {
    row.numCtxSwitches = ctxSwitchesFrom(cells)
  },
  numThreads: (row, cells) => {
    row.numThreads = cells.number()
  },
  threads: (row, cells) => {
    row.threads = threadsOf(cells.table())
  },
  memoryInfo: (row, cells) => {
    row.memoryInfo = memoryInfoFrom(cells)
  },
  memoryExtras: (row, cells) => {
    row.memoryExtras = memoryExtrasFrom(cells)
  },
  memoryFootprint: (row, cells) => {
    row.memoryFootprint = memoryFootprintFrom(cells)
  },
  memoryFullInfo: (row, cells) => {
    row.memoryFullInfo = memoryFullInfoFrom(cells)
  },
  memoryPercent: (row, cells) => {
    row.memoryPercent = (cells.number() / cells.number()) * 100
  },
  memoryMaps: (row, cells) => {
    row.memoryMaps = mapsOf(cells.table(), false) as Attributes['memoryMaps']
  },
  memoryMapsGrouped: (row, cells) => {
    row.memoryMapsGrouped = groupsOf(cells.table(), false) as Attributes['memoryMapsGrouped']
  },
  pageFaults: (row, cells) => {
    row.pageFaults = pageFaultsFrom(cells)
  },
  ioCounters: (row, cells) => {
    row.ioCounters = ioCountersFrom(cells)
  },
  numFds: (row, cells) => {
    row.numFds = cells.number()
  },
  openFiles: (row, cells) => {
    row.openFiles = filesOf(cells.table())
  },
  connections: (row, cells) => {
    row.connections = connectionsOf(cells.table())
  },
  getPriority: (row, cells) => {
    row.getPriority = cells.number()
  },
  getIoPriority: (row, cells) => {
    row.getIoPriority = { class: word(IO_CLASSES, cells.number()), value: cells.number() }
  },
  getCpuAffinity: (row, cells) => {
    row.getCpuAffinity = cells.list(numberOf)
  },
}

function word<Word>(words: readonly Word[], place: number): Word {
  const word = words[place]
  if (word === undefined) throw new RangeError(`no word has the place ${place}`)
  return word
}

/** Throws the first error, where that is wanted. @internal */
export function throwFirst({ failures: [first] }: NativeProcesses, onError: OnError): void {
  if (onError === 'throw' && first !== undefined) unwrap(first.error)
}

/** Makes a record of each process. @internal */
export function rowsOf(found: NativeProcesses, names: readonly Attribute[], onError: OnError): object[] {
  throwFirst(found, onError)
  const writers = names.map((name) => WRITERS[name])
  const rows = Cells.of(found.stream).items(found.stream.rows, (cells) => {
    const row: Record<string, unknown> = {}
    for (let at = 0; at < writers.length; at += 1) {
      if (cells.flag()) writers[at]?.(row, cells)
      else row[names[at] as Attribute] = null
    }
    return row
  })
  if (onError === 'collect') {
    const errors = errorsOf(rows.length, names, found.failures)
    for (const [at, row] of rows.entries()) row.errors = errors[at]
  }
  return rows
}

/** Of each process why what cannot be read cannot be read. @internal */
export function errorsOf(
  rows: number,
  names: readonly Attribute[],
  failures: NativeCellFailure[],
): Record<string, PsutilError>[] {
  const errors = Array.from({ length: rows }, (): Record<string, PsutilError> => ({}))
  for (const { row, attribute, error } of failures) {
    const [of, name] = [errors[row], names[attribute]]
    if (of !== undefined && name !== undefined) of[name] = errorOf(error)
  }
  return errors
}
