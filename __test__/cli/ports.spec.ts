import test from 'ava'
import { type PortsSource, type Processes, ports, sockets } from '../../src/cli/ports.ts'
import { widthOf } from '../../src/cli/width.ts'
import { AccessDeniedError, type Connection, NoSuchProcessError } from '../../src/index.ts'
import { drawn, fails, HARMLESS, HOSTILE } from './drawn.ts'

const OWNER = { fd: 3, pid: 10, uid: 0 }

function tcp(address: string, port: number, changes: object = {}): Connection {
  const laddr = { address, port }
  return { family: 'IPv4', type: 'stream', laddr, raddr: null, status: 'LISTEN', ...OWNER, ...changes }
}

function udp(address: string, port: number, changes: object = {}): Connection {
  const laddr = { address, port }
  return { family: 'IPv4', type: 'dgram', laddr, raddr: null, status: null, ...OWNER, ...changes }
}

function unix(laddr: string | null, changes: object = {}): Connection {
  return { family: 'unix', type: 'stream', laddr, raddr: null, status: null, ...OWNER, ...changes }
}

const PEER = { raddr: { address: '192.0.2.9', port: 443 }, status: 'ESTABLISHED' }

/** Processes whose names are made of their numbers. */
class FakeProcess {
  readonly #pid: number

  constructor(pid: number) {
    this.#pid = pid
  }

  name = () => `name${this.#pid}`
  username = () => `user${this.#pid}`
}

function fakeSource(connections: Connection[], process: Processes = FakeProcess): PortsSource {
  return { netConnections: () => connections, Process: process }
}

const WAITING = { kind: 'inet', all: false } as const
const ALL = { kind: 'inet', all: true } as const

test('who listens, by protocol and port', (t) => {
  const source = fakeSource([
    udp('0.0.0.0', 53),
    tcp('::', 8080, { pid: 20, family: 'IPv6' }),
    tcp('0.0.0.0', 443),
    tcp('127.0.0.1', 8080),
  ])
  t.deepEqual(drawn(ports(source, WAITING)), [
    'PROTO  ADDRESS    PORT  PID  USER    PROCESS',
    'tcp    0.0.0.0     443   10  user10  name10',
    'tcp    127.0.0.1  8080   10  user10  name10',
    'tcp    ::         8080   20  user20  name20',
    'udp    0.0.0.0      53   10  user10  name10',
  ])
})

test('only those that wait, or all with their state and their peer', (t) => {
  const source = fakeSource([
    tcp('10.0.0.1', 5000, PEER),
    tcp('10.0.0.1', 5001, { status: 'CLOSE', laddr: null }),
    tcp('10.0.0.1', 22),
    udp('10.0.0.1', 60, { raddr: { address: '::1', port: 53 } }),
    udp('10.0.0.1', 61, { laddr: null }),
  ])
  t.is(sockets(source, WAITING).length, 1)
  t.deepEqual(drawn(ports(source, ALL)), [
    'PROTO  ADDRESS   PORT  STATE        PEER           PID  USER    PROCESS',
    'tcp    –            –  CLOSE        –               10  user10  name10',
    'tcp    10.0.0.1    22  LISTEN       –               10  user10  name10',
    'tcp    10.0.0.1  5000  ESTABLISHED  192.0.2.9:443   10  user10  name10',
    'udp    –            –  –            –               10  user10  name10',
    'udp    10.0.0.1    60  –            [::1]:53        10  user10  name10',
  ])
})

test('Unix sockets wait under a name', (t) => {
  const source = fakeSource([unix('/run/x'), unix(null), unix('@y', { raddr: '/run/z' })])
  const rows = drawn(ports(source, { kind: 'unix', all: false })).slice(1)
  t.deepEqual(rows, ['unix   /run/x      –   10  user10  name10'])
  t.regex(drawn(ports(source, { kind: 'unix', all: true }))[2] ?? '', /^unix +@y +– +– +\/run\/z +10/)
})

test('the kind is that of the package', (t) => {
  t.plan(1)
  const source: PortsSource = {
    netConnections(kind) {
      t.is(kind, 'udp6')
      return []
    },
    Process: FakeProcess,
  }
  ports(source, { kind: 'udp6', all: false })
})

test('several owners have a row each, and are looked up once', (t) => {
  const made: number[] = []
  class Counted extends FakeProcess {
    constructor(pid: number) {
      super(pid)
      made.push(pid)
    }
  }
  const source = fakeSource(
    [tcp('::', 80, { pid: 2 }), tcp('::', 80, { pid: 1 }), tcp('::', 81, { pid: 1 })],
    Counted,
  )
  const rows = sockets(source, WAITING)
  t.deepEqual(
    rows.map(({ pid, name, username }) => [pid, name, username]),
    [
      [1, 'name1', 'user1'],
      [2, 'name2', 'user2'],
      [1, 'name1', 'user1'],
    ],
  )
  t.deepEqual(made.toSorted(), [1, 2])
})

test('an owner that ended meanwhile, or may not be asked, or is not known', (t) => {
  class Ended extends FakeProcess {
    constructor(pid: number) {
      super(pid)
      throw new NoSuchProcessError(pid)
    }
  }
  class EndsNow extends FakeProcess {
    override username = fails(new NoSuchProcessError(10))
  }
  class Denied extends FakeProcess {
    override name = fails(new AccessDeniedError(10))
  }
  const namesOf = (process: Processes, changes = {}) => {
    const [row] = sockets(fakeSource([tcp('::', 80, changes)], process), WAITING)
    return [row?.name, row?.username]
  }
  t.deepEqual(namesOf(Ended), [null, null])
  t.deepEqual(namesOf(EndsNow), ['name10', null])
  t.deepEqual(namesOf(Denied), [null, 'user10'])
  t.deepEqual(namesOf(FakeProcess, { pid: null }), [null, null])
  const unowned = { pid: null, fd: null }
  const source = fakeSource([tcp('::', 80, unowned), tcp('::', 81, { ...unowned, uid: null })])
  t.deepEqual(drawn(ports(source, WAITING)).slice(1), [
    'tcp    ::         80    –  0     –',
    'tcp    ::         81    –  –     –',
  ])
})

test('other failures are mistakes of ours', (t) => {
  class Broken extends FakeProcess {
    override name = fails(new TypeError('x'))
  }
  t.throws(() => sockets(fakeSource([tcp('::', 80)], Broken), WAITING), { instanceOf: TypeError })
})

test('names that were chosen to harm, in as many columns as there are', (t) => {
  class Hostile extends FakeProcess {
    override name = () => HOSTILE
    override username = () => HOSTILE
  }
  const long = unix(`${HOSTILE}${'/x'.repeat(100)}`)
  const report = ports(fakeSource([long], Hostile), { kind: 'unix', all: true })
  t.is(drawn(report)[1]?.split(HARMLESS).length, 4)
  for (const columns of [64, 80, 120]) {
    t.true(Math.max(...drawn(report, columns).map(widthOf)) <= columns, String(columns))
  }
})

test('where there is little room, the port of a long peer stays', (t) => {
  const address = '2001:db8:1111:2222:3333:4444:5555:6666'
  const long = tcp(address, 50_000, { ...PEER, raddr: { address, port: 443 } })
  const [titles, row] = drawn(ports(fakeSource([long]), ALL), 80)
  t.regex(titles ?? '', /^PROTO +ADDRESS +PORT +STATE +PEER +PID +PROCESS$/)
  t.regex(row ?? '', /^tcp {4}2001:db8:1.*… +50000 +ESTABLISHED +….*6666\]:443 +10 +name10$/)
})

test('the fields of JSON are those of the package, and whose they are', (t) => {
  const socket = tcp('::', 80)
  const { data } = ports(fakeSource([socket]), WAITING)
  t.deepEqual(data, [{ ...socket, name: 'name10', username: 'user10' }])
})

test('none', (t) => {
  t.deepEqual(drawn(ports(fakeSource([]), WAITING)), ['Nobody listens.'])
  t.deepEqual(drawn(ports(fakeSource([]), ALL)), ['There are no such sockets.'])
})
