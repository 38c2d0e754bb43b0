// Descriptors, made of what the native module hands over.
import type { Signal, Stream, Table } from '../../index.js'
import { Cells } from '../cells.ts'
import { SocketTable, unownedConnectionOf } from '../socket-table.ts'
import { Columns } from '../table.ts'
import type { EpollTarget, FdType, InotifyWatch, OpenFile, OpenMode, ProcessFd } from './fds.ts'

/** In the order of `FdType` in `crates/collect/src/model/process/fds.rs`. */
const TYPES: readonly FdType[] = [
  'file',
  'socket',
  'pipe',
  'fifo',
  'kqueue',
  'procdesc',
  'inotify',
  'signalfd',
  'epoll',
  'timerfd',
  'pidfd',
  'eventfd',
  'unknown',
]

type Integer = number | bigint

/** Descriptors as objects. @internal */
export function fdsOf(stream: Stream, bigint: boolean): ProcessFd<Integer>[] {
  const cells = Cells.of(stream)
  const sockets = new SocketTable(cells.table())
  let socket = 0
  const infoOf = (type: FdType, scmFds: number | null): object => {
    const counts = Object.fromEntries(cells.list(() => [cells.text(), cells.number()]))
    if (type !== 'socket') return { ...readers[type]?.(cells, bigint), ...counts }
    return { ...(cells.flag() ? socketInfo(sockets, socket++) : NO_SOCKET), scmFds, ...counts }
  }
  return cells.list(() => {
    const [number, type] = [cells.number(), TYPES[cells.number()] ?? 'unknown']
    const fd = {
      fd: number,
      type,
      path: cells.textOrNull(),
      deleted: cells.flag(),
      position: cells.numberOrNull(),
      flags: cells.numberOrNull(),
      openMode: cells.textOrNull() as OpenMode | null,
      dev: cells.exactOrNull(bigint),
      ino: cells.exactOrNull(bigint),
      rdev: cells.exactOrNull(bigint),
      mode: cells.numberOrNull(),
      size: cells.numberOrNull(),
      extraInfo: {
        nlink: cells.numberOrNull(),
        mntId: cells.numberOrNull(),
        ...infoOf(type, cells.numberOrNull()),
      },
    }
    return fd as ProcessFd<Integer> // the type belongs to the word
  })
}

/** Regular files as objects. @internal */
export function filesOf(table: Table): OpenFile[] {
  const columns = new Columns(table)
  return columns.rows((row) => ({
    path: columns.textOrNull(0, row),
    deleted: columns.number(3, row) === 1,
    fd: columns.number(0, row),
    position: columns.numberOrNull(1, row),
    mode: columns.textOrNull(1, row) as OpenMode | null,
    flags: columns.numberOrNull(2, row),
  }))
}

/** What only a socket has. */
function socketInfo(table: SocketTable, row: number): object {
  const { family, type, laddr, raddr, status, uid } = unownedConnectionOf(table, row)
  return { family, type, protocol: table.protocol(row), laddr, raddr, status, uid }
}

/** The same of one that no table has. */
const NO_SOCKET = {
  family: null,
  type: null,
  protocol: null,
  laddr: null,
  raddr: null,
  status: null,
  uid: null,
}

/** What only a descriptor of another type has, in the order of `crates/node/src/process/fds.rs`. */
const readers: { [Type in FdType]?: (cells: Cells, bigint: boolean) => object } = {
  eventfd: (cells, bigint) => ({
    eventfdCount: cells.exactOrNull(bigint),
    eventfdId: cells.numberOrNull(),
    eventfdSemaphore: cells.flagOrNull(),
  }),
  signalfd: (cells) => ({ sigmask: cells.flag() ? cells.list(signal) : null }),
  epoll: (cells, bigint) => ({ tfds: cells.list(() => epollTarget(cells, bigint)) }),
  timerfd: (cells, bigint) => ({
    clockid: cells.numberOrNull(),
    ticks: cells.exactOrNull(bigint),
    settimeFlags: cells.numberOrNull(),
    itValue: cells.numberOrNull(),
    itInterval: cells.numberOrNull(),
  }),
  inotify: (cells, bigint) => ({ watches: cells.list(() => inotifyWatch(cells, bigint)) }),
  pidfd: (cells) => ({ pid: cells.numberOrNull(), nspid: cells.list(() => cells.number()) }),
  unknown: (cells) => ({ name: cells.text() || null }),
}

function signal(cells: Cells): Signal {
  const number = cells.number()
  return (cells.textOrNull() as Signal | null) ?? number
}

function epollTarget(cells: Cells, bigint: boolean): EpollTarget<Integer> {
  return {
    fd: cells.number(),
    events: cells.number(),
    data: cells.exact(bigint),
    pos: cells.numberOrNull(),
    ino: cells.exactOrNull(bigint),
    sdev: cells.exactOrNull(bigint),
  }
}

function inotifyWatch(cells: Cells, bigint: boolean): InotifyWatch<Integer> {
  return { wd: cells.number(), ino: cells.exact(bigint), dev: cells.exact(bigint), mask: cells.number() }
}
