// The table of processes column by column: numbers as typed arrays, which a Worker can be given without copying and
// a chart can draw as they are.
import type { NativeProcesses } from '../../index.js'
import { Cells } from '../cells.ts'
import type { PsutilError } from '../errors.ts'
import type { Attribute, Attributes, OnError, Row } from './attributes.ts'
import { errorsOf, throwFirst, WRITERS } from './rows.ts'

/** Whether a record holds nothing but numbers. */
type OfNumbers<Answer> = Answer extends readonly unknown[]
  ? false
  : Answer extends object
    ? [Required<Answer>[keyof Answer]] extends [number | null]
      ? true
      : false
    : false

/**
 * All answers of one attribute: numbers, and the fields of records of numbers, as typed arrays in which `NaN` stands
 * for `null`; all else as an array.
 */
export type ProcessColumn<Answer> = [Answer] extends [number | null]
  ? Float64Array
  : OfNumbers<NonNullable<Answer>> extends true
    ? { [Field in keyof NonNullable<Answer>]: Float64Array }
    : Answer[]

/** Attributes of all processes: place by place in each column those of one process. */
export type ProcessColumns<A extends Attribute, E extends OnError = 'null'> = {
  /** How many processes. */
  length: number
} & { [Name in A]: ProcessColumn<Row<Name, E>[Name]> } & (E extends 'collect'
    ? {
        /** Why what cannot be read cannot be read. */
        errors: { [Name in A]?: PsutilError }[]
      }
    : unknown)

/** How each attribute is laid out. */
type Layout = 'number' | 'record' | 'other'

const LAYOUTS: { readonly [Name in Attribute]: LayoutOf<Attributes[Name]> } = {
  pid: 'number',
  identity: 'other',
  ppid: 'number',
  pgid: 'number',
  sid: 'number',
  name: 'other',
  exe: 'other',
  cmdline: 'other',
  cwd: 'other',
  root: 'other',
  environ: 'other',
  createTime: 'number',
  rawCreateTime: 'number',
  status: 'other',
  terminal: 'other',
  hasTerminal: 'other',
  username: 'other',
  uids: 'record',
  gids: 'record',
  fsuid: 'number',
  fsgid: 'number',
  getGroups: 'other',
  umask: 'number',
  sigmasks: 'other',
  cpuTimes: 'record',
  cpuPercent: 'number',
  cpuNum: 'number',
  numCtxSwitches: 'record',
  numThreads: 'number',
  threads: 'other',
  memoryInfo: 'record',
  memoryExtras: 'record',
  memoryFootprint: 'record',
  memoryFullInfo: 'record',
  memoryPercent: 'number',
  memoryMaps: 'other',
  memoryMapsGrouped: 'other',
  pageFaults: 'record',
  ioCounters: 'record',
  numFds: 'number',
  openFiles: 'other',
  connections: 'other',
  getPriority: 'number',
  getIoPriority: 'other',
  getCpuAffinity: 'other',
}

type LayoutOf<Answer> = [Answer] extends [number | null]
  ? 'number'
  : OfNumbers<Answer> extends true
    ? 'record'
    : 'other'

/** A column that is being filled. */
interface Filling {
  /** Puts an answer at a place; places that none is put at hold nothing. */
  put(place: number, answer: unknown): void
  done(): unknown
}

type FieldColumns = Record<string, Float64Array>
type NumberRecord = Record<string, number | null>

function numbers(rows: number): Float64Array {
  return new Float64Array(rows).fill(Number.NaN)
}

const LAID_OUT: { readonly [Name in Layout]: (rows: number, name: Attribute) => Filling } = {
  number: (rows) => {
    const column = numbers(rows)
    return {
      put: (place, answer) => {
        column[place] = typeof answer === 'number' ? answer : Number.NaN
      },
      done: () => column,
    }
  },
  record: (rows, name) => {
    let columns: FieldColumns | undefined
    const like = (record: object): FieldColumns =>
      Object.fromEntries(Object.keys(record).map((field) => [field, numbers(rows)]))
    return {
      put: (place, answer) => {
        const record = answer as NumberRecord
        columns ??= like(record)
        for (const [field, column] of Object.entries(columns)) column[place] = record[field] ?? Number.NaN
      },
      done: () => columns ?? like(emptyRecord(name)),
    }
  },
  other: (rows) => {
    const column = new Array<unknown>(rows).fill(null)
    return {
      put: (place, answer) => {
        column[place] = answer
      },
      done: () => column,
    }
  },
}

/** What a record looks like in which nothing is known. */
function emptyRecord(name: Attribute): object {
  const row: Partial<Attributes> = {}
  WRITERS[name](row, new Cells(new Float64Array(0)))
  return Object(row[name])
}

/** Lays out a table of processes in columns. @internal */
export function columnsOf(found: NativeProcesses, names: readonly Attribute[], onError: OnError): object {
  throwFirst(found, onError)
  const { rows } = found.stream
  const cells = Cells.of(found.stream)
  const columns = names.map((name) => [name, WRITERS[name], LAID_OUT[LAYOUTS[name]](rows, name)] as const)
  const row: Partial<Attributes> = {}
  for (let place = 0; place < rows; place += 1) {
    for (const [name, write, column] of columns) {
      if (!cells.flag()) continue
      write(row, cells)
      column.put(place, row[name])
    }
  }
  const table: Record<string, unknown> = { length: rows }
  for (const [name, , column] of columns) table[name] = column.done()
  if (onError === 'collect') table.errors = errorsOf(rows, names, found.failures)
  return table
}
