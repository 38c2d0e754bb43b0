// Sockets and connections.
import type { Table } from '../index.js'
import { checkOptions, invalidType, invalidValue, isOn } from './arguments.ts'
import { unwrap } from './errors.ts'
import { native } from './native.ts'
import { pathsId } from './paths.ts'
import { connectionOf, SocketTable, STATUSES, unownedConnectionOf } from './socket-table.ts'

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
export interface SocketUser {
  /** The user who opened it; `null` where the kernel does not tell (`/proc/net/unix`). */
  uid: number | null
}

/** Whose socket it is, and who has it. */
export interface SocketOwner extends SocketUser {
  /** The descriptor; `null` if no process is known to have one. */
  fd: number | null
  /** The process; `null` if none is known to have it. */
  pid: number | null
}

/** A socket and the descriptor that a process has of it. */
export type Connection = Socket & SocketOwner

/** A socket, whoever has it. */
export type UnownedConnection = Socket & SocketUser

/** Which connections are wanted, beside their kind. */
export interface ConnectionsOptions {
  /**
   * Only those in this state, or in one of these. Only TCP has states: no UDP and no Unix socket is in the answer,
   * whatever its kind. The kernel is asked for no others: `'LISTEN'` among 20,000 connections is a matter of
   * microseconds, as long as nobody asks for `owners`.
   */
  status?: ConnectionStatus | readonly ConnectionStatus[] | undefined
}

/** What is wanted to be known of the connections of all processes. */
export interface NetConnectionsOptions extends ConnectionsOptions {
  /**
   * `false`: one row for each socket, without `pid` and `fd`. Who has a socket is not written anywhere: it takes
   * looking at every descriptor of every process, many times what the rest takes. `true` by default.
   */
  owners?: boolean | undefined
}

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
/**
 * The sockets of all processes in our network namespace, of a kind: a row for each descriptor that any process has
 * of a socket, so several for one that is shared. A row for a socket whose owner is not known, with `fd` and `pid`
 * `null`: no descriptor stands for it any more (`TIME_WAIT`) or not yet, the kernel itself has it, a process of
 * another pid namespace has it, or this user may not look at the process that does.
 *
 * The lists of sockets and of their owners are made one after the other: a socket that is closed meanwhile is there
 * without an owner, one that is opened meanwhile may be missing.
 *
 * With `{ owners: false }` a row for each socket, and nobody is looked at. With `{ status: 'LISTEN' }` only TCP sockets
 * in that state, or in one of several: `netConnections('tcp', { owners: false, status: 'LISTEN' })`.
 *
 * Under other `paths` the tables are those of that procfs: of its first process, or `net/` of a made-up tree.
 *
 * @throws {TypeError} if `kind` or `options.status` is none of those
 * @throws {KernelDataError} if a table of the kernel cannot be understood
 *
 * Availability: Linux (`sock_diag(7)`, where that is not there `/proc/net`; `/proc/PID/fd`), macOS, FreeBSD, OpenBSD,
 * NetBSD.
 */
export function netConnections(
  kind?: ConnectionKind,
  options?: NetConnectionsOptions & { owners?: true | undefined },
): Connection[]
export function netConnections(
  kind: ConnectionKind | undefined,
  options: NetConnectionsOptions & { owners: false },
): UnownedConnection[]
export function netConnections(
  kind: ConnectionKind | undefined,
  options: NetConnectionsOptions,
): (Connection | UnownedConnection)[]
export function netConnections(
  kind: ConnectionKind = 'inet',
  options: NetConnectionsOptions = {},
): (Connection | UnownedConnection)[] {
  const [place, statuses, owners] = [kindNumber(kind), statusBits(options), wantsOwners(options)]
  const table = unwrap(native.netConnections(pathsId(), place, statuses, owners))
  return owners ? connectionsOf(table) : unownedOf(table)
}

/** The place of a kind of connections. @internal */
export function kindNumber(kind: ConnectionKind): number {
  if (typeof kind !== 'string') throw invalidType('kind', 'a string', kind)
  const place = KINDS.indexOf(kind)
  if (place < 0) throw invalidValue('kind', oneOf(KINDS), kind)
  return place
}

/** Whether it is of interest who has the sockets. @internal */
export function wantsOwners(options: NetConnectionsOptions): boolean {
  return isOn(options, 'owners', true)
}

/** A bit for each state that is wanted, by its place; 0 if all are, and what has none. @internal */
export function statusBits(options: ConnectionsOptions): number {
  checkOptions(options)
  const { status } = options
  if (status === undefined) return 0
  if (typeof status === 'string') return statusBit('options.status', status)
  if (!Array.isArray(status)) throw invalidType('options.status', 'a string or an array of strings', status)
  if (status.length === 0) throw invalidValue('options.status', 'a state or a list of at least one', status)
  return status.reduce<number>((bits, each, at) => bits | statusBit(`options.status[${at}]`, each), 0)
}

function statusBit(name: string, status: ConnectionStatus): number {
  if (typeof status !== 'string') throw invalidType(name, 'a string', status)
  const place = STATUSES.indexOf(status)
  if (place < 0) throw invalidValue(name, oneOf(STATUSES), status)
  return 1 << place
}

function oneOf(words: readonly string[]): string {
  return `one of ${words.map((each) => `'${each}'`).join(', ')}`
}

/** Connections as objects. @internal */
export function connectionsOf(table: Table): Connection[] {
  return new SocketTable(table).rows(connectionOf)
}

/** Sockets without owners as objects. @internal */
export function unownedOf(table: Table): UnownedConnection[] {
  return new SocketTable(table).rows(unownedConnectionOf)
}
