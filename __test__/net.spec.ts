import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import test from 'ava'
import { type Connection, type ConnectionKind, connectionOf, kindNumber, netConnections } from '../src/net.ts'
import { Columns } from '../src/table.ts'
import { fixture, lookAt } from './helpers/look-at.ts'

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

/** Owners of the rows with this address. */
function owners(rows: Connection[], address: string, port: number) {
  const here = rows.filter(({ laddr }) => {
    return typeof laddr === 'object' && laddr?.address === address && laddr.port === port
  })
  return here.map(({ pid, fd }) => [pid, fd])
}

test.serial('B7, trap 10: every descriptor of a shared socket has a row', (t) => {
  lookAt(t, fixture('linux-net'))
  t.deepEqual(owners(netConnections(), '0.0.0.0', 22), [
    [42, 3],
    [42, 4],
    [43, 3],
  ])
})

test.serial("trap 9: sockets of TIME_WAIT are all kept, and are nobody's", (t) => {
  lookAt(t, fixture('linux-net'))
  const waiting = netConnections('tcp4').filter(({ status }) => status === 'TIME_WAIT')
  t.deepEqual(
    waiting.map(({ pid, fd, raddr }) => [pid, fd, raddr]),
    [50001, 50002, 50003].map((port) => [null, null, { address: '198.51.100.7', port }]),
  )
})

test.serial('B4, E-F7: names of Unix sockets are whole', (t) => {
  lookAt(t, fixture('linux-net'))
  const names = netConnections('unix').map(({ laddr }) => laddr)
  t.deepEqual(names.slice(0, 4), ['/run/a name with spaces', '@abstract@', '/run/two\nlines', null])
})

test.serial('E-F8: IPv4 within IPv6 stays IPv6', (t) => {
  lookAt(t, fixture('linux-net'))
  t.like(netConnections('tcp6')[1], {
    family: 'IPv6',
    laddr: { address: '::ffff:192.0.2.1', port: 80 },
    raddr: { address: '::ffff:198.51.100.9', port: 40000 },
    status: 'CLOSE_WAIT',
    uid: 33,
    pid: 44,
  })
})

test.serial(
  'trap 11: the tables are those of the procfs that is looked at, none of which must be there',
  (t) => {
    lookAt(t, fixture('linux-net'))
    t.deepEqual(netConnections('udp6'), [])
    t.is(netConnections('all').length, 19)
    lookAt(t, fixture('linux-6.18-x86_64'))
    t.deepEqual(netConnections('all'), [])
  },
)

test('a server of ours has a row with our pid', async (t) => {
  const server = await listening()
  t.teardown(() => server.close())
  const { port } = server.address() as { port: number }
  for (const kind of ['all', 'inet', 'inet4', 'tcp', 'tcp4'] as ConnectionKind[]) {
    const rows = netConnections(kind)
    const [[pid, fd] = []] = owners(rows, '127.0.0.1', port)
    t.is(pid, process.pid, kind)
    t.is(typeof fd, 'number', kind)
  }
  for (const kind of ['inet6', 'tcp6', 'udp', 'unix'] as ConnectionKind[]) {
    t.deepEqual(owners(netConnections(kind), '127.0.0.1', port), [], kind)
  }
})

test('inet is what is asked for by default', (t) => {
  t.true(netConnections().every(({ family }) => family !== 'unix'))
  t.throws(() => netConnections('tcp5' as never), { code: 'ERR_INVALID_ARG_VALUE' })
  t.throws(() => netConnections(null as never), { code: 'ERR_INVALID_ARG_TYPE' })
})

async function listening(): Promise<Server> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}
