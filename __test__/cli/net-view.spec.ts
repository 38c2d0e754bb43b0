import test from 'ava'
import type { Interface } from '../../src/cli/net.ts'
import { netView } from '../../src/cli/net-view.ts'
import { widthOf } from '../../src/cli/width.ts'
import type { NetIfAddr } from '../../src/index.ts'
import { HARMLESS, HOSTILE, textOf } from './drawn.ts'

function addr(family: NetIfAddr['family'], address: string, changes: Partial<NetIfAddr> = {}): NetIfAddr {
  return { family, address, netmask: null, broadcast: null, ptp: null, ...changes }
}

const ETH0: Interface = {
  name: 'eth0',
  stats: { isUp: true, duplex: 'full', speed: 2500, mtu: 1500, flags: [] },
  addrs: [
    addr('IPv4', '192.0.2.1', { netmask: '255.255.254.0' }),
    addr('IPv6', 'fe80::1%eth0', { netmask: 'ffff:ffff:ffff:ffff::' }),
    addr('link', '02:00:00:00:00:01'),
  ],
  counters: {
    ...{ bytesSent: 1024, bytesRecv: 2048, packetsSent: 3, packetsRecv: 4 },
    ...{ errin: 5, errout: 6, dropin: 7, dropout: 8 },
  },
}
const UNKNOWN: Interface = { name: 'tun0', stats: null, addrs: null, counters: null }

const lines = (all: Interface[], columns = Number.POSITIVE_INFINITY) => textOf(netView(all, columns))

/** The addresses as they are shown. */
function addresses(...addrs: NetIfAddr[]): string[] {
  const [, ...rows] = lines([{ ...UNKNOWN, name: 'x', addrs }])
  return rows.slice(0, addrs.length).map((row) => row.slice(row.search(/\S+( to \S+)?$/)))
}

test('states and addresses, then what went through', (t) => {
  t.deepEqual(lines([ETH0, UNKNOWN]), [
    'INTERFACE  STATE       SPEED   MTU  ADDRESSES',
    'eth0       up     2.5 Gbit/s  1500  192.0.2.1/23',
    '                                    fe80::1%eth0/64',
    '                                    02:00:00:00:00:01',
    'tun0       –               –     –  –',
    '',
    'INTERFACE              BYTES  PACKETS  ERRORS  DROPS',
    'eth0       received  2.0 KiB        4       5      7',
    '           sent      1.0 KiB        3       6      8',
    'tun0       received        –        –       –      –',
    '           sent            –        –       –      –',
  ])
})

test('drops that the system does not count', (t) => {
  const { counters } = ETH0
  const { dropout: _, ...rest } = counters ?? t.fail()
  t.is(lines([{ ...ETH0, counters: rest }]).at(-1), '           sent      1.0 KiB        3       6      –')
})

test('an interface without addresses, down, with a slow line', (t) => {
  const stats = { isUp: false, duplex: 'unknown', speed: 100, mtu: 9000, flags: [] } as const
  const [, row] = lines([{ ...ETH0, addrs: [], stats: { ...stats, flags: [] } }])
  t.is(row, 'eth0       down   100 Mbit/s  9000  –')
})

test('netmasks as lengths, if they have one', (t) => {
  const masks = ['255.255.255.255', '0.0.0.0', '255.0.255.0', '255.128.0.0']
  t.deepEqual(addresses(...masks.map((netmask) => addr('IPv4', '10.0.0.1', { netmask }))), [
    '10.0.0.1/32',
    '10.0.0.1/0',
    '10.0.0.1',
    '10.0.0.1/9',
  ])
  const masks6 = ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '::', 'ffff:fffc::']
  t.deepEqual(addresses(...masks6.map((netmask) => addr('IPv6', '::1', { netmask }))), [
    '::1/128',
    '::1/0',
    '::1/30',
  ])
})

test('the other end of a line between two', (t) => {
  const tunnel = addr('IPv4', '10.8.0.2', { netmask: '255.255.255.255', ptp: '10.8.0.1' })
  t.deepEqual(addresses(tunnel), ['10.8.0.2/32 to 10.8.0.1'])
})

test('names that were chosen to harm', (t) => {
  const shown = lines([{ ...ETH0, name: HOSTILE }])
  t.is(shown.filter((line) => line.startsWith(HARMLESS)).length, 2)
})

test('no line is wider than the screen', (t) => {
  const long = addr('IPv6', `fe80:1111:2222:3333:4444:5555:6666:7777%${'e'.repeat(15)}`)
  for (const columns of [50, 80, 120]) {
    const shown = lines([{ ...ETH0, addrs: [long] }], columns)
    t.true(Math.max(...shown.map(widthOf)) <= columns, String(columns))
  }
})
