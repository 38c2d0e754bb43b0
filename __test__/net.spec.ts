import test from 'ava'
import { connectionOf, kindNumber } from '../src/net.ts'
import { Columns } from '../src/table.ts'

/** One row: family, type, protocol, ports, status, uid, fd, pid; both addresses. */
function connection(numbers: number[], texts: string[]) {
  const table = {
    rows: 1,
    numbers: Float64Array.from(numbers),
    text: texts.map((text) => `${text}\0`).join(''),
  }
  return connectionOf(new Columns(table), 0)
}

const NONE = '\u{FFFF}'

test('a TCP socket', (t) => {
  t.deepEqual(connection([0, 0, 6, 80, 5000, 0, 33, 7, 42], ['10.0.0.1', '10.0.0.2']), {
    fd: 7,
    pid: 42,
    family: 'IPv4',
    type: 'stream',
    laddr: { address: '10.0.0.1', port: 80 },
    raddr: { address: '10.0.0.2', port: 5000 },
    status: 'ESTABLISHED',
    uid: 33,
  })
})

test('a UDP socket over IPv6 that nobody has', (t) => {
  t.deepEqual(connection([1, 1, 17, 53, Number.NaN, Number.NaN, 0, Number.NaN, Number.NaN], ['::', NONE]), {
    fd: null,
    pid: null,
    family: 'IPv6',
    type: 'dgram',
    laddr: { address: '::', port: 53 },
    raddr: null,
    status: null,
    uid: 0,
  })
})

test('Unix sockets', (t) => {
  const unix = (type: number, path: string) =>
    connection([2, type, 0, Number.NaN, Number.NaN, Number.NaN, Number.NaN, 3, 4], [path, NONE])
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
  t.is(unix(0, NONE).laddr, null)
})

test('every state has its word', (t) => {
  const statuses = Array.from(
    { length: 12 },
    (_, status) => connection([0, 0, 6, 1, 1, status, 0, 1, 1], ['::', '::']).status,
  )
  t.is(new Set(statuses).size, 12)
  t.deepEqual(statuses.slice(9), ['LISTEN', 'CLOSING', null])
})

test('a kind is a place, and anything else an error', (t) => {
  t.is(kindNumber('all'), 0)
  t.is(kindNumber('unix'), 10)
  t.throws(() => kindNumber('raw' as never), { code: 'ERR_INVALID_ARG_VALUE' })
})
