// Sockets and who has them.
import type { Connection, ConnectionKind } from '../index.ts'
import type { Report } from './data.ts'
import { readOf, unlessGone } from './failures.ts'
import { formatEndpoint, UNKNOWN } from './format.ts'
import { type Column, grid } from './grid.ts'
import { type Span, span } from './style.ts'

/** What makes the handle of a process. */
export type Processes = new (pid: number) => { name(): string; username(): string }

/** What is asked of the package. */
export interface PortsSource {
  netConnections(kind: ConnectionKind): Connection[]
  readonly Process: Processes
}

/** A socket and the process that has it. */
export type OwnedSocket = Connection & {
  /** The name of the process; `null` if there is none, or it has ended meanwhile. */
  name: string | null
  /** The user whose rights the process has; `null` likewise. */
  username: string | null
}

/** What ss(8) tells. */
export function ports(source: PortsSource, options: { kind: ConnectionKind; all: boolean }): Report {
  const data = sockets(source, options)
  return { data, view: (columns) => view(data, columns, options.all) }
}

/** The sockets by protocol and port, those that wait for somebody or all; each as often as it has owners. */
export function sockets(
  source: PortsSource,
  { kind, all }: { kind: ConnectionKind; all: boolean },
): OwnedSocket[] {
  const owners = new Map<number | null, Owner>([[null, NOBODY]])
  const ownerOf = (pid: number | null) => {
    const owner = owners.get(pid) ?? lookUp(source, pid)
    owners.set(pid, owner)
    return owner
  }
  return source
    .netConnections(kind)
    .filter((socket) => all || isWaiting(socket))
    .map((socket) => ({ ...socket, ...ownerOf(socket.pid) }))
    .sort(inOrder)
}

type Owner = Pick<OwnedSocket, 'name' | 'username'>

const NOBODY: Owner = { name: null, username: null }

function lookUp({ Process }: PortsSource, pid: number | null): Owner {
  if (pid === null) return NOBODY
  const process = readable(() => new Process(pid))
  if (process === null) return NOBODY
  return { name: readable(() => process.name()), username: readable(() => process.username()) }
}

/** Whatever fails, the process has ended or may not be seen: the socket is there all the same. */
function readable<T>(get: () => T): T | null {
  return unlessGone(() => readOf(get))
}

/** A listening TCP socket; another one that has an address and no peer. */
function isWaiting(socket: Connection): boolean {
  if (socket.family !== 'unix' && socket.type === 'stream') return socket.status === 'LISTEN'
  return socket.laddr !== null && socket.raddr === null
}

function inOrder(a: OwnedSocket, b: OwnedSocket): number {
  return (
    compare(protocolOf(a), protocolOf(b)) ||
    (portOf(a.laddr) ?? -1) - (portOf(b.laddr) ?? -1) ||
    compare(addressOf(a.laddr), addressOf(b.laddr)) ||
    (a.pid ?? 0) - (b.pid ?? 0)
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

function protocolOf(socket: OwnedSocket): string {
  if (socket.family === 'unix') return 'unix'
  return socket.type === 'stream' ? 'tcp' : 'udp'
}

function portOf(end: Connection['laddr']): number | null {
  return end === null || typeof end === 'string' ? null : end.port
}

function addressOf(end: Connection['laddr']): string {
  if (end === null) return UNKNOWN
  return typeof end === 'string' ? end : end.address
}

/** `127.0.0.1:80`, `[::1]:80`, `/run/socket` */
function peerOf(end: Connection['raddr']): string {
  if (end === null || typeof end === 'string') return end ?? UNKNOWN
  return formatEndpoint(end)
}

function view(rows: readonly OwnedSocket[], columns: number, all: boolean): Span[][] {
  if (rows.length === 0) return [[span(all ? 'There are no such sockets.' : 'Nobody listens.')]]
  const columnOf = (title: string, text: (row: OwnedSocket) => string | number | null): Column => ({
    title,
    cells: rows.map((row) => String(text(row) ?? UNKNOWN)),
  })
  const ends: Column[] = all
    ? [
        { ...columnOf('STATE', ({ status }) => status), dispensable: 1 },
        { ...columnOf('PEER', ({ raddr }) => peerOf(raddr)), cut: 'start' },
      ]
    : []
  return grid(
    [
      columnOf('PROTO', protocolOf),
      { ...columnOf('ADDRESS', ({ laddr }) => addressOf(laddr)), cut: 'end' },
      { ...columnOf('PORT', ({ laddr }) => portOf(laddr)), alignment: 'right' },
      ...ends,
      { ...columnOf('PID', ({ pid }) => pid), alignment: 'right' },
      // A number stands for whoever opened a socket that no process is known to have.
      { ...columnOf('USER', ({ username, uid }) => username ?? uid), cut: 'end', least: 8, dispensable: 2 },
      { ...columnOf('PROCESS', ({ name }) => name), cut: 'end', least: 8 },
    ],
    columns,
  )
}
