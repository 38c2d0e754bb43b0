// Sockets and connections.
import type { Table } from '../index.js'
import { invalidType, invalidValue } from './arguments.ts'
import { unwrap } from './errors.ts'
import { native } from './native.ts'
import { pathsId } from './paths.ts'
import { Columns } from './table.ts'

/** Which connections are wanted. `'inet'`: TCP and UDP. */
export type ConnectionKind =
  | 'all'
  | 'inet'
  | 'inet4'
  | 'inet6'
  | 'tcp'
  | 'tcp4'
  | 'tcp6'
  | 'udp'
  | 'udp4'
  | 'udp6'
  | 'unix'

/** The state of a TCP connection. */
export type ConnectionStatus =
  | 'ESTABLISHED'
  | 'SYN_SENT'
  | 'SYN_RECV'
  | 'FIN_WAIT1'
  | 'FIN_WAIT2'
  | 'TIME_WAIT'
  | 'CLOSE'
  | 'CLOSE_WAIT'
  | 'LAST_ACK'
  | 'LISTEN'
  | 'CLOSING'

/** An IP address and a port. */
export interface Address {
  /** `'127.0.0.1'`, `'::1'`, `'::ffff:10.0.0.1'` */
  address: string
  port: number
}

/** A TCP socket. */
export interface TcpSocket {
  family: 'IPv4' | 'IPv6'
  type: 'stream'
  /** Its own end; `null` if it is not bound. */
  laddr: Address | null
  /** The other end; `null` if it is not connected. */
  raddr: Address | null
  /** `null` for a state that this version does not know. */
  status: ConnectionStatus | null
}

/** A UDP socket. */
export interface UdpSocket {
  family: 'IPv4' | 'IPv6'
  type: 'dgram'
  /** Its own end; `null` if it is not bound. */
  laddr: Address | null
  /** The other end; `null` if it is not connected. */
  raddr: Address | null
  status: null
}

/** A Unix socket. */
export interface UnixSocket {
  family: 'unix'
  /** `null` for a type that this version does not know. */
  type: 'stream' | 'dgram' | 'seqpacket' | null
  /** The path that it is bound to, or an abstract name, which begins with `@`; `null` for none. */
  laddr: string | null
  /** The path or the name of the other end; `null` for none, and where the kernel does not tell (`/proc/net/unix`). */
  raddr: string | null
  status: null
}

/** A socket. */
export type Socket = TcpSocket | UdpSocket | UnixSocket

/** Whose socket it is. */
export interface SocketOwner {
  /** The descriptor; `null` if no process is known to have one. */
  fd: number | null
  /** The process; `null` if none is known to have it. */
  pid: number | null
  /** The user who opened it; `null` where the kernel does not tell (`/proc/net/unix`). */
  uid: number | null
}

/** A socket and the descriptor that a process has of it. */
export type Connection = Socket & SocketOwner

/** In the order of `ConnectionKind::ALL` in `crates/collect/src/model/net.rs`. */
const KINDS: readonly ConnectionKind[] = [
  'all',
  'inet',
  'inet4',
  'inet6',
  'tcp',
  'tcp4',
  'tcp6',
  'udp',
  'udp4',
  'udp6',
  'unix',
]
/** In the order of `Family`. */
const FAMILIES = ['IPv4', 'IPv6', 'unix'] as const
/** In the order of `SocketType`, whose last one has no word. */
const TYPES = ['stream', 'dgram', 'seqpacket', null] as const
/** In the order of `ConnectionStatus`. */
const STATUSES: readonly ConnectionStatus[] = [
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECV',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'TIME_WAIT',
  'CLOSE',
  'CLOSE_WAIT',
  'LAST_ACK',
  'LISTEN',
  'CLOSING',
]

/**
 * The sockets of all processes in our network namespace, of a kind: a row for each descriptor that any process has
 * of a socket, so several for one that is shared. A row for a socket whose owner is not known, with `fd` and `pid`
 * `null`: no descriptor stands for it any more (`TIME_WAIT`) or not yet, the kernel itself has it, a process of
 * another pid namespace has it, or this user may not look at the process that does.
 *
 * The lists of sockets and of their owners are made one after the other: a socket that is closed meanwhile is there
 * without an owner, one that is opened meanwhile may be missing.
 *
 * Under other `paths` the tables are those of that procfs: of its first process, or `net/` of a made-up tree.
 *
 * @throws {TypeError} if `kind` is none of those
 * @throws {KernelDataError} if a table of the kernel cannot be understood
 *
 * Availability: Linux (`sock_diag(7)`, where that is not there `/proc/net`; `/proc/PID/fd`).
 */
export function netConnections(kind: ConnectionKind = 'inet'): Connection[] {
  return connectionsOf(unwrap(native.netConnections(pathsId(), kindNumber(kind))))
}

/** The place of a kind of connections. @internal */
export function kindNumber(kind: ConnectionKind): number {
  if (typeof kind !== 'string') throw invalidType('kind', 'a string', kind)
  const place = KINDS.indexOf(kind)
  if (place < 0) throw invalidValue('kind', `one of ${KINDS.map((each) => `'${each}'`).join(', ')}`, kind)
  return place
}

/** The columns of `crates/node/src/net.rs`. */
const FAMILY = 0
const TYPE = 1
const PROTOCOL = 2
const LOCAL_PORT = 3
const REMOTE_PORT = 4
const STATUS = 5
const UID = 6
const OWNER = 7
const LOCAL = 0
const REMOTE = 1

/** What a row of sockets says of the socket itself. @internal */
export function socketOf(columns: Columns, row: number): Socket {
  const family = FAMILIES[columns.number(FAMILY, row)] ?? 'unix'
  const type = TYPES[columns.number(TYPE, row)] ?? null
  if (family === 'unix') {
    const [laddr, raddr] = [columns.textOrNull(LOCAL, row), columns.textOrNull(REMOTE, row)]
    return { family, type, laddr, raddr, status: null }
  }
  const laddr = address(columns.textOrNull(LOCAL, row), columns.number(LOCAL_PORT, row))
  const raddr = address(columns.textOrNull(REMOTE, row), columns.number(REMOTE_PORT, row))
  if (type === 'dgram') return { family, type, laddr, raddr, status: null }
  const status = STATUSES[columns.number(STATUS, row)] ?? null
  return { family, type: 'stream', laddr, raddr, status }
}

/** The user who opened the socket. @internal */
export function uidOf(columns: Columns, row: number): number | null {
  return columns.numberOrNull(UID, row)
}

/** The protocol of the socket, `IPPROTO_…`. @internal */
export function protocolOf(columns: Columns, row: number): number {
  return columns.number(PROTOCOL, row)
}

/** The first of the two numbers that say whose the row is. @internal */
export function ownerOf(columns: Columns, row: number): number | null {
  return columns.numberOrNull(OWNER, row)
}

/** Connections as objects. @internal */
export function connectionsOf(table: Table): Connection[] {
  const columns = new Columns(table)
  return columns.rows((row) => connectionOf(columns, row))
}

/** A row of connections. @internal */
export function connectionOf(columns: Columns, row: number): Connection {
  return {
    fd: ownerOf(columns, row),
    pid: columns.numberOrNull(OWNER + 1, row),
    ...socketOf(columns, row),
    uid: uidOf(columns, row),
  }
}

function address(text: string | null, port: number): Address | null {
  return text === null ? null : { address: text, port }
}
