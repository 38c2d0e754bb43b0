import test from 'ava'
import { connectionOf, SocketTable, STATUSES, unownedConnectionOf } from '../src/socket-table.ts'

/** Rows of words, protocol, ports, addresses, uid, fd, pid; an address is the place of its cell. */
function table(rows: number[][], cells: string[]) {
  return new SocketTable({
    rows: rows.length,
    numbers: Float64Array.from(rows.flat()),
    text: cells.map((text) => `${text}\0`).join(''),
  })
}

/** One row. */
function connection(numbers: number[], cells: string[]) {
  return connectionOf(table([numbers], cells), 0)
}

/** Family, type and status, each by its place. */
function words(family: number, type: number, status = 15): number {
  return (status << 8) | (type << 4) | family
}

test('a TCP socket', (t) => {
  const numbers = [words(0, 0, 0), 6, 80, 5000, 0, 1, 33, 7, 42]
  const socket = {
    family: 'IPv4',
    type: 'stream',
    laddr: { address: '10.0.0.1', port: 80 },
    raddr: { address: '10.0.0.2', port: 5000 },
    status: 'ESTABLISHED',
    uid: 33,
  } as const
  t.deepEqual(connection(numbers, ['10.0.0.1', '10.0.0.2']), { fd: 7, pid: 42, ...socket })
  t.deepEqual(unownedConnectionOf(table([numbers], ['10.0.0.1', '10.0.0.2']), 0), socket)
})

test('a UDP socket over IPv6 that nobody has', (t) => {
  const numbers = [words(1, 1), 17, 53, Number.NaN, 0, Number.NaN, 0, Number.NaN, Number.NaN]
  const socket = {
    family: 'IPv6',
    type: 'dgram',
    laddr: { address: '::', port: 53 },
    raddr: null,
    status: null,
    uid: 0,
  } as const
  t.deepEqual(connection(numbers, ['::']), { fd: null, pid: null, ...socket })
  t.deepEqual(unownedConnectionOf(table([numbers], ['::']), 0), socket)
})

test('Unix sockets', (t) => {
  const { NaN: none } = Number
  const unix = (type: number, ...cells: string[]) => {
    const [local = none, remote = none] = cells.keys()
    return connection([words(2, type), 0, none, none, local, remote, none, 3, 4], cells)
  }
  t.deepEqual(unix(2, '@a b'), {
    fd: 3,
    pid: 4,
    family: 'unix',
    type: 'seqpacket',
    laddr: '@a b',
    raddr: null,
    status: null,
    uid: null,
  })
  t.is(unix(3, '/x').type, null)
  t.is(unix(0).laddr, null)
  t.like(unix(0, '', '/y'), { laddr: '', raddr: '/y' })
  const numbers = [words(2, 1), 0, none, none, 0, none, 5, none, none]
  t.like(unownedConnectionOf(table([numbers], ['/z']), 0), { type: 'dgram', laddr: '/z', uid: 5 })
})

test('every state has its word', (t) => {
  const statuses = Array.from(
    { length: 16 },
    (_, status) => connection([words(0, 0, status), 6, 1, 1, 0, 0, 0, 1, 1], ['::']).status,
  )
  t.deepEqual(statuses, [...STATUSES, null, null, null, null, null])
  t.is(new Set(STATUSES).size, 11)
})

test('rows share addresses and nothing else', (t) => {
  const row = [words(0, 0, 9), 6, 80, 0, 0, 0, 0, 1, 2]
  const sockets = table([row, row], ['127.0.0.1'])
  const [one, other] = sockets.rows(connectionOf)
  t.deepEqual(one, other)
  t.not(one?.laddr, other?.laddr)
  t.is(sockets.protocol(1), 6)
})
