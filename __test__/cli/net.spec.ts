import test from 'ava'
import { NothingToShowError } from '../../src/cli/failures.ts'
import { interfaces, type NetSource, net } from '../../src/cli/net.ts'
import { KernelDataError } from '../../src/index.ts'
import { drawn, fails } from './drawn.ts'

const STATS = { isUp: true, duplex: 'full', speed: 1000, mtu: 1500, flags: ['up'] } as const
const COUNTERS = {
  ...{ bytesSent: 1, bytesRecv: 2, packetsSent: 3, packetsRecv: 4 },
  ...{ errin: 5, errout: 6, dropin: 7, dropout: 8 },
}
const ADDRESS = {
  family: 'IPv4',
  address: '192.0.2.1',
  netmask: '255.255.255.0',
  broadcast: null,
  ptp: null,
} as const

function fakeSource(changes: Partial<NetSource> = {}): NetSource {
  return {
    netIfAddrs: () => ({ eth0: [ADDRESS] }),
    netIfStats: () => ({ eth0: { ...STATS, flags: ['up'] } }),
    pernicNetIoCounters: () => ({ eth0: COUNTERS }),
    ...changes,
  }
}

const broken = fails(new KernelDataError('/proc/net/dev', 'no table'))

test('all about an interface under its name', (t) => {
  const expected = [{ name: 'eth0', stats: STATS, addrs: [ADDRESS], counters: COUNTERS }]
  t.deepEqual<unknown, unknown>(interfaces(fakeSource()), expected)
  t.deepEqual<unknown, unknown>(net(fakeSource()).data, expected)
  t.true(drawn(net(fakeSource())).some((line) => line.startsWith('eth0  ')))
})

test('an interface that came or went between two questions', (t) => {
  const source = fakeSource({
    netIfAddrs: () => ({ veth9: [], eth0: [ADDRESS] }),
    pernicNetIoCounters: () => ({ lo: COUNTERS }),
  })
  const known = interfaces(source).map(({ name, stats, addrs, counters }) => {
    return [name, stats !== null, addrs !== null, counters !== null]
  })
  t.deepEqual(known, [
    ['eth0', true, true, false],
    ['lo', false, false, true],
    ['veth9', false, true, false],
  ])
})

test('a part that cannot be read is null, all of them an error', (t) => {
  const [eth0] = interfaces(fakeSource({ netIfStats: broken }))
  t.like(eth0, { stats: null, addrs: [ADDRESS], counters: COUNTERS })
  const source = { netIfAddrs: broken, netIfStats: broken, pernicNetIoCounters: broken }
  t.throws(() => interfaces(source), { instanceOf: NothingToShowError, message: /no table/ })
})

test('names of Object.prototype are interfaces like others', (t) => {
  const counters = Object.assign(Object.create(null), { constructor: COUNTERS })
  const bare = Object.create(null)
  const source = fakeSource({
    netIfAddrs: () => bare,
    netIfStats: () => bare,
    pernicNetIoCounters: () => counters,
  })
  t.deepEqual(interfaces(source), [{ name: 'constructor', stats: null, addrs: null, counters: COUNTERS }])
})

test('no interfaces', (t) => {
  const none = { netIfAddrs: () => ({}), netIfStats: () => ({}), pernicNetIoCounters: () => ({}) }
  t.deepEqual(drawn(net(none)), ['There are no network interfaces.'])
  t.deepEqual(net(none).data, [])
})
