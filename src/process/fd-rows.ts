// Descriptors, made of what the native module hands over.
import type { NativeEpollTarget, NativeFdExtra, NativeFds, NativeInotifyWatch, Table } from '../../index.js'
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

/** The columns of `crates/node/src/process/fds.rs`; those of 64 bits take two. */
const FD = 0
const TYPE = 1
const POSITION = 2
const FLAGS = 3
const DELETED = 4
const DEV = 5
const INO = 7
const RDEV = 9
const MODE = 11
const SIZE = 12
const NLINK = 13
const MNT_ID = 14
const SCM_FDS = 15
const PATH = 0
const OPEN_MODE = 1

type Integer = number | bigint

/** Descriptors as objects. @internal */
export function fdsOf({ fds, sockets, extras }: NativeFds, bigint: boolean): ProcessFd<Integer>[] {
  const columns = new Columns(fds)
  const extraOf = new Map(extras.map((extra) => [extra.row, extra]))
  const socketTable = new SocketTable(sockets)
  const socketRowOf = new Map(socketTable.rows((table, row) => [table.owner(row), row] as const))
  const info = (type: FdType, row: number) => {
    if (type === 'socket') {
      return socketInfo(socketTable, socketRowOf.get(row), columns.numberOrNull(SCM_FDS, row))
    }
    const extra = extraOf.get(row)
    return extra === undefined ? {} : infoOf(type, extra, bigint)
  }
  return columns.rows((row) => {
    const type = TYPES[columns.number(TYPE, row)] ?? 'unknown'
    const known = !Number.isNaN(columns.number(MODE, row))
    const wide = (column: number) => (known ? columns.exact(column, row, bigint) : null)
    const fd = {
      fd: columns.number(FD, row),
      type,
      path: columns.textOrNull(PATH, row),
      deleted: columns.number(DELETED, row) === 1,
      position: columns.numberOrNull(POSITION, row),
      flags: columns.numberOrNull(FLAGS, row),
      openMode: columns.textOrNull(OPEN_MODE, row) as OpenMode | null,
      dev: wide(DEV),
      ino: wide(INO),
      rdev: wide(RDEV),
      mode: columns.numberOrNull(MODE, row),
      size: columns.numberOrNull(SIZE, row),
      extraInfo: {
        nlink: columns.numberOrNull(NLINK, row),
        mntId: columns.numberOrNull(MNT_ID, row),
        ...info(type, row),
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

/** What only a socket has; all `null` for one that no table has. */
function socketInfo(table: SocketTable, row: number | undefined, scmFds: number | null): object {
  if (row === undefined) {
    const unknown = { family: null, type: null, protocol: null, laddr: null, raddr: null, status: null }
    return { ...unknown, uid: null, scmFds }
  }
  const { family, type, laddr, raddr, status, uid } = unownedConnectionOf(table, row)
  return { family, type, protocol: table.protocol(row), laddr, raddr, status, uid, scmFds }
}

/** What only this type has. */
function infoOf(type: FdType, extra: NativeFdExtra, bigint: boolean): object {
  const count = integer(extra.count, bigint)
  switch (type) {
    case 'eventfd':
      return {
        eventfdCount: count,
        eventfdId: extra.eventfdId ?? null,
        eventfdSemaphore: extra.eventfdSemaphore ?? null,
      }
    case 'signalfd':
      return { sigmask: extra.sigmask ?? null }
    case 'epoll':
      return { tfds: (extra.targets ?? []).map((target) => epollTarget(target, bigint)) }
    case 'timerfd':
      return {
        clockid: extra.clockid ?? null,
        ticks: count,
        settimeFlags: extra.settimeFlags ?? null,
        itValue: extra.itValue ?? null,
        itInterval: extra.itInterval ?? null,
      }
    case 'inotify':
      return { watches: (extra.watches ?? []).map((watch) => inotifyWatch(watch, bigint)) }
    case 'pidfd':
      return { pid: extra.pid ?? null, nspid: extra.nspid ?? [] }
    default:
      return { name: extra.name || null }
  }
}

function epollTarget(target: NativeEpollTarget, bigint: boolean): EpollTarget<Integer> {
  const { fd, events, data, position, ino, dev } = target
  return {
    fd,
    events,
    data: bigint ? data : Number(data),
    pos: position ?? null,
    ino: integer(ino, bigint),
    sdev: integer(dev, bigint),
  }
}

function inotifyWatch({ wd, ino, dev, mask }: NativeInotifyWatch, bigint: boolean): InotifyWatch<Integer> {
  return bigint ? { wd, ino, dev, mask } : { wd, ino: Number(ino), dev: Number(dev), mask }
}

function integer(number: bigint | undefined, bigint: boolean): Integer | null {
  if (number === undefined) return null
  return bigint ? number : Number(number)
}
