// Sockets that crossed row after row (crates/node/src/net.rs), made objects here.
import type { Table } from '../index.js'
import type { Address, Connection, ConnectionStatus, Socket, UnownedConnection } from './net.ts'

/** In the order of `Family` in `crates/collect/src/model/net.rs`. */
const FAMILIES = ['IPv4', 'IPv6', 'unix'] as const
/** In the order of `SocketType`, whose last one has no word. */
const TYPES = ['stream', 'dgram', 'seqpacket', null] as const
/** In the order of `ConnectionStatus`. @internal */
export const STATUSES: readonly ConnectionStatus[] = [
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

/** The numbers of a row. */
const WIDTH = 9
const WORDS = 0
const PROTOCOL = 1
const LOCAL_PORT = 2
const REMOTE_PORT = 3
const LOCAL = 4
const REMOTE = 5
const UID = 6
const OWNER = 7

/** Sockets by row. An address is written once, however many rows have it. @internal */
export class SocketTable {
  /** How many there are. */
  readonly length: number
  readonly #numbers: Float64Array
  readonly #cells: string[]

  constructor(table: Table) {
    this.length = table.rows
    this.#numbers = table.numbers
    this.#cells = table.text.split('\0')
  }

  /** Makes an object of each row. */
  rows<Row>(make: (table: SocketTable, row: number) => Row): Row[] {
    const rows = new Array<Row>(this.length)
    for (let row = 0; row < this.length; row += 1) rows[row] = make(this, row)
    return rows
  }

  /** Family, type and status, a few bits each. */
  words(row: number): number {
    return this.#number(row, WORDS)
  }

  /** Its own end of a Unix socket. */
  localName(row: number): string | null {
    return this.#cell(row, LOCAL)
  }

  /** The other end of a Unix socket. */
  remoteName(row: number): string | null {
    return this.#cell(row, REMOTE)
  }

  /** Its own end of any other. */
  localAddress(row: number): Address | null {
    const address = this.#cell(row, LOCAL)
    return address === null ? null : { address, port: this.#number(row, LOCAL_PORT) }
  }

  /** The other end of any other. */
  remoteAddress(row: number): Address | null {
    const address = this.#cell(row, REMOTE)
    return address === null ? null : { address, port: this.#number(row, REMOTE_PORT) }
  }

  /** `IPPROTO_…` */
  protocol(row: number): number {
    return this.#number(row, PROTOCOL)
  }

  /** Who opened it. */
  uid(row: number): number | null {
    return this.#numberOrNull(row, UID)
  }

  /** The first of the two numbers that say whose the row is. */
  owner(row: number): number | null {
    return this.#numberOrNull(row, OWNER)
  }

  /** The second one. */
  ownersProcess(row: number): number | null {
    return this.#numberOrNull(row, OWNER + 1)
  }

  #number(row: number, column: number): number {
    return this.#numbers[row * WIDTH + column] ?? Number.NaN
  }

  #numberOrNull(row: number, column: number): number | null {
    const number = this.#number(row, column)
    return Number.isNaN(number) ? null : number
  }

  #cell(row: number, column: number): string | null {
    return this.#cells[this.#number(row, column)] ?? null
  }
}

// One literal for each shape of a row: objects that are put together of others are made property by property.

/** A row of connections. @internal */
export function connectionOf(table: SocketTable, row: number): Connection {
  const words = table.words(row)
  const family = familyOf(words)
  const type = typeOf(words)
  const [fd, pid, uid] = [table.owner(row), table.ownersProcess(row), table.uid(row)]
  if (family === 'unix') {
    const [laddr, raddr] = [table.localName(row), table.remoteName(row)]
    return { fd, pid, family, type, laddr, raddr, status: null, uid }
  }
  const [laddr, raddr] = [table.localAddress(row), table.remoteAddress(row)]
  if (type === 'dgram') return { fd, pid, family, type, laddr, raddr, status: null, uid }
  return { fd, pid, family, type: 'stream', laddr, raddr, status: statusOf(words), uid }
}

/** A row of sockets without owners. @internal */
export function unownedConnectionOf(table: SocketTable, row: number): UnownedConnection {
  const words = table.words(row)
  const family = familyOf(words)
  const type = typeOf(words)
  const uid = table.uid(row)
  if (family === 'unix') {
    const [laddr, raddr] = [table.localName(row), table.remoteName(row)]
    return { family, type, laddr, raddr, status: null, uid }
  }
  const [laddr, raddr] = [table.localAddress(row), table.remoteAddress(row)]
  if (type === 'dgram') return { family, type, laddr, raddr, status: null, uid }
  return { family, type: 'stream', laddr, raddr, status: statusOf(words), uid }
}

function familyOf(words: number): Socket['family'] {
  return FAMILIES[words & 15] ?? 'unix'
}

function typeOf(words: number): Socket['type'] {
  return TYPES[(words >> 4) & 15] ?? null
}

function statusOf(words: number): ConnectionStatus | null {
  return STATUSES[words >> 8] ?? null
}
