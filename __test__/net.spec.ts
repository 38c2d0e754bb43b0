import { once } from 'node:events'
import { connect, createServer, type Server } from 'node:net'
import test from 'ava'
import {
  type Connection,
  type ConnectionKind,
  type ConnectionStatus,
  kindNumber,
  netConnections,
  statusBits,
} from '../src/net.ts'
import { fixture, lookAt } from './helpers/look-at.ts'

test('a kind is a place, and anything else an error', (t) => {
  t.is(kindNumber('all'), 0)
  t.is(kindNumber('unix'), 10)
  t.throws(() => kindNumber('raw' as never), { code: 'ERR_INVALID_ARG_VALUE' })
})

test('a state is a bit, and anything else an error', (t) => {
  t.is(statusBits({}), 0)
  t.is(statusBits({ status: undefined }), 0)
  t.is(statusBits({ status: 'ESTABLISHED' }), 1)
  t.is(statusBits({ status: ['LISTEN', 'SYN_SENT', 'LISTEN'] }), 0b10_0000_0010)
  for (const [options, code, message] of [
    [{ status: 'LISTENING' }, 'ERR_INVALID_ARG_VALUE', /"options\.status" must be one of 'ESTABLISHED', /],
    [{ status: ['LISTEN', 'x'] }, 'ERR_INVALID_ARG_VALUE', /"options\.status\[1\]".*Received 'x'/],
    [{ status: [] }, 'ERR_INVALID_ARG_VALUE', /at least one/],
    [{ status: [null] }, 'ERR_INVALID_ARG_TYPE', /"options\.status\[0\]".*null/],
    [{ status: null }, 'ERR_INVALID_ARG_TYPE', /"options\.status"/],
    [{ status: new Set(['LISTEN']) }, 'ERR_INVALID_ARG_TYPE', /instance of Set/],
    [null, 'ERR_INVALID_ARG_TYPE', /"options"/],
    [{ owners: 'no' }, 'ERR_INVALID_ARG_TYPE', /"options\.owners"/],
  ] as const) {
    t.throws(() => netConnections('tcp', options as never), { instanceOf: TypeError, code, message })
  }
})

test.serial('only what is in the states that are wanted, which only TCP has', (t) => {
  lookAt(t, fixture('linux-net'))
  const all = netConnections('all')
  const wanted = (...statuses: ConnectionStatus[]) =>
    all.filter(({ status }) => status !== null && statuses.includes(status))
  t.true(wanted('LISTEN').length > 1)
  t.deepEqual(netConnections('all', { status: 'LISTEN' }), wanted('LISTEN'))
  t.deepEqual(netConnections('inet', { status: ['TIME_WAIT', 'LISTEN'] }), wanted('LISTEN', 'TIME_WAIT'))
  t.deepEqual(netConnections('udp', { status: 'CLOSE' }), [])
  t.deepEqual(netConnections('unix', { status: 'LISTEN' }), [])
})

test.serial('without owners a row for each socket', (t) => {
  lookAt(t, fixture('linux-net'))
  const rows = netConnections('all', { owners: false })
  const shown = netConnections('all').map(({ pid, fd, ...socket }) => JSON.stringify(socket))
  t.deepEqual(new Set(rows.map((row) => JSON.stringify(row))), new Set(shown))
  t.true(rows.every((row) => !('pid' in row) && !('fd' in row)))
  t.is(rows.length, 17, 'three of the rows with owners are of one socket')
  t.deepEqual(
    netConnections('tcp', { owners: false, status: 'TIME_WAIT' }).map(({ status }) => status),
    ['TIME_WAIT', 'TIME_WAIT', 'TIME_WAIT'],
  )
  t.deepEqual(netConnections('all', { owners: true }), netConnections('all'))
})

test('what listens here is found with its owner and without', async (t) => {
  const server = await listening()
  t.teardown(() => server.close())
  const { port } = server.address() as { port: number }
  const client = connect(port, '127.0.0.1')
  t.teardown(() => client.destroy())
  await once(client, 'connect')
  const owned = netConnections('tcp', { status: 'LISTEN' })
  t.true(owned.every(({ status }) => status === 'LISTEN'))
  t.deepEqual(
    owners(owned, '127.0.0.1', port).map(([pid]) => pid),
    [process.pid],
  )
  const unowned = netConnections('tcp4', { owners: false, status: ['LISTEN', 'ESTABLISHED'] })
  const here = unowned.filter(({ laddr }) => typeof laddr === 'object' && laddr?.port === port)
  t.deepEqual(here.map(({ status }) => status).sort(), ['ESTABLISHED', 'LISTEN'])
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
