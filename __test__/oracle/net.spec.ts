import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { ExecutionContext } from 'ava'
import {
  type Connection,
  type NetIfAddr,
  type NetIfStats,
  type NetIoCounters,
  netConnections,
  netIfAddrs,
  netIfStats,
  Process,
  type UnownedConnection,
} from 'psutil-native'
import { AS_NOBODY, nodeCommand, runForJson, whyNot, whyNotAsNobody } from '../helpers/as-user.ts'
import { start } from '../helpers/child.ts'
import { eventually } from '../helpers/eventually.ts'
import { testUnless } from '../helpers/unless.ts'

/** An interface as `ip -j addr` and `ip -j -s link` tell of it. */
interface IpLink {
  ifname: string
  flags: string[]
  mtu: number
  address?: string
  broadcast?: string
  addr_info?: { family: string; local: string; prefixlen: number; broadcast?: string; address?: string }[]
  stats64?: { rx: IpCounters; tx: IpCounters }
}

interface IpCounters {
  bytes: number
  packets: number
  errors: number
  dropped: number
}

/** What `network-script.ts` prints. */
interface Network {
  pid: number
  child: number
  shared: number
  listening: number
  path: string
  addrs: Record<string, NetIfAddr[]>
  stats: Record<string, NetIfStats>
  ip: IpLink[]
  os: ReturnType<typeof networkInterfaces>
  counters: Record<string, NetIoCounters>
  before: IpLink[]
  after: IpLink[]
  connections: Connection[]
  listeners: Connection[]
  sockets: UnownedConnection[]
  unix: Connection[]
  ss: string
  many: number
}

const NAMESPACE = ['unshare', '-Urn']
const noNamespace =
  whyNot('unshare', '-Urn', 'ip', '-j', 'link', 'add', 'one', 'type', 'veth', 'peer', 'name', 'two') ??
  whyNot('ss', '-Htuan')
/** As many sockets as we may have files, up to 20,000. */
const MANY = Math.min(20_000, new Process().getRlimit('nofile').hard - 300)

let made: Network | undefined

/** A network namespace with interfaces and sockets of every kind: what we and the tools say of it. Made once. */
function network(): Network {
  made ??= runForJson([...NAMESPACE, ...nodeCommand('network-script.ts', String(MANY))]) as Network
  return made
}

const inNamespace = testUnless(noNamespace)

inNamespace('trap 13: addresses are those of ip -j addr', (t) => {
  const { addrs, ip } = network()
  t.true(ip.length >= 5)
  for (const link of ip) t.deepEqual(addrs[link.ifname], expectedAddrs(link), link.ifname)
  t.deepEqual(Object.keys(addrs).sort(), ip.map(({ ifname }) => ifname).sort())
  t.deepEqual(
    addrs.veth1?.map(({ family }) => family),
    ['IPv6', 'link'],
    'only IPv6',
  )
})

inNamespace('addresses are those of node:os, whose labels are interfaces', (t) => {
  const { addrs, os } = network()
  t.true(Object.keys(os).length >= 3)
  for (const [name, expected] of Object.entries(os)) {
    for (const { address, netmask, scopeid } of expected ?? []) {
      const interfaces = name.replace(/:.*/, '')
      const scoped = scopeid ? `${address}%${interfaces}` : address
      const ours = addrs[interfaces]?.find((addr) => addr.address === scoped)
      t.is(ours?.netmask, netmask, `${name} ${address}`)
    }
  }
})

inNamespace('the state of interfaces is that of ip -j addr', (t) => {
  const { stats, ip } = network()
  for (const { ifname, flags, mtu } of ip) {
    const ours = stats[ifname]
    t.is(ours?.mtu, mtu, ifname)
    t.is(ours?.isUp, flags.includes('UP') && !flags.includes('NO-CARRIER'), ifname)
    const ofTheLine = ['LOWER_UP', 'NO-CARRIER', 'M-DOWN', 'DORMANT', 'ECHO']
    const expected = flags.filter((flag) => !ofTheLine.includes(flag)).map((flag) => flag.toLowerCase())
    t.deepEqual(ours?.flags.filter((flag) => flag !== 'running').sort(), expected.sort(), ifname)
  }
  // A driver that makes up what it says: veth, 10 Gbit/s.
  t.like(stats.veth0, { speed: 10_000, duplex: 'full' })
  t.like(stats.lo, { speed: null, duplex: 'unknown' })
  t.true('fifteen-bytes-n' in stats)
})

inNamespace('counters are between those of ip -s link before and after', (t) => {
  const { counters, before, after } = network()
  t.true((counters.lo?.bytesSent ?? 0) > 0)
  for (const [index, link] of before.entries()) {
    const [low, high] = [countersOf(link), countersOf(after[index])]
    for (const [field, value] of Object.entries(counters[link.ifname] ?? {})) {
      const name = field as keyof NetIoCounters
      t.true(low[name] <= value && value <= high[name], `${link.ifname} ${field}`)
    }
  }
})

inNamespace('trap 9, E-F8: connections are those of ss, those of TIME_WAIT too', (t) => {
  const { connections, ss } = network()
  const expected = ss.trim().split('\n').flatMap(rowsOfSs)
  t.true(expected.filter((row) => row.includes('TIME_WAIT')).length >= 6)
  t.deepEqual(connections.map(described).sort(), expected.sort())
})

inNamespace('what listens is what ss says that does', (t) => {
  const { listeners, ss } = network()
  const listening = ss
    .trim()
    .split('\n')
    .flatMap(rowsOfSs)
    .filter((row) => row.includes('LISTEN'))
  t.true(listening.length >= 3)
  t.deepEqual(listeners.map(described).sort(), listening.sort())
})

inNamespace('without owners a socket is a row, as it is a line of ss', (t) => {
  const { sockets, ss } = network()
  t.is(sockets.length, ss.trim().split('\n').length)
})

inNamespace('B7: a socket that parent and child have is a row of each', (t) => {
  const { connections, pid, child, shared } = network()
  const rows = connections.filter(({ laddr }) => typeof laddr === 'object' && laddr?.port === shared)
  const ours = rows.filter(({ raddr }) => typeof raddr === 'object' && raddr !== null)
  t.is(ours.length, 2)
  t.deepEqual(new Set(ours.map((row) => row.pid)), new Set([pid, child]))
  t.is(ours.find((row) => row.pid === child)?.fd, 0)
})

inNamespace('B4, E-F7: names of Unix sockets are whole', (t) => {
  const { unix, path, pid } = network()
  const names = unix.filter((row) => row.pid === pid).map(({ laddr }) => laddr)
  t.true(names.includes(path))
  // Some versions of Node fill abstract names up with NULs.
  t.true(names.some((name) => typeof name === 'string' && /^@psutil native@+$/.test(name)))
})

inNamespace('tables are read to their end, however long', (t) => {
  t.is(network().many, MANY + 1)
})

inNamespace('B10: a process of another network namespace has its own connections', async (t) => {
  const server = "require('node:net').createServer().listen(4711, '127.0.0.1')"
  const up = ['sh', '-c', 'ip link set lo up && exec "$@"', 'sh']
  const [file = '', ...args] = [...NAMESPACE, ...up, process.execPath, '-e', server]
  const { pid } = start(t, file, args, { env: { PATH: process.env.PATH } })
  const there = new Process(pid)
  await eventually('the server', () => there.connections('tcp4').length > 0)
  t.like(there.connections('tcp4')[0], { pid, laddr: { address: '127.0.0.1', port: 4711 }, status: 'LISTEN' })
  t.false(netConnections('all').some((row) => row.pid === pid && row.status === 'LISTEN'))
})

testUnless(whyNotAsNobody())(
  'sockets of other users are listed, and whose they are is not known',
  async (t) => {
    const { port } = await listening(t)
    const seen = runForJson([...AS_NOBODY, ...nodeCommand('connections-script.ts')]) as {
      connections: Connection[]
    }
    const rows = seen.connections.filter(({ laddr }) => typeof laddr === 'object' && laddr?.port === port)
    t.deepEqual(
      rows.map(({ pid, fd, uid }) => [pid, fd, uid]),
      [[null, null, process.getuid?.()]],
    )
  },
)

const [file = '', ...options] = ['unshare', '-pnf', 'true']
testUnless(whyNot(file, ...options))(
  'trap 11: a procfs of another pid namespace tells of its own network, not of ours',
  async (t) => {
    const { port } = await listening(t)
    const command = ['unshare', '-pnf', ...nodeCommand('connections-script.ts')]
    const seen = runForJson(command) as { connections: Connection[]; interfaces: string[] }
    const rows = seen.connections.filter(({ laddr }) => typeof laddr === 'object' && laddr?.port === port)
    t.deepEqual(
      rows.map(({ pid }) => pid),
      [process.pid],
    )
    t.deepEqual(seen.interfaces.sort(), Object.keys(netIfAddrs()).sort())
  },
)

testUnless(whyNot('ip', '-j', 'addr'))('this machine is as ip and node:os say', (t) => {
  const links = JSON.parse(execFileSync('ip', ['-j', 'addr'], { encoding: 'utf8' })) as IpLink[]
  const [addrs, stats] = [netIfAddrs(), netIfStats()]
  for (const { ifname, mtu } of links) t.is(stats[ifname]?.mtu, mtu, ifname)
  t.deepEqual(Object.keys(addrs).sort(), links.map(({ ifname }) => ifname).sort())
  for (const [name, expected] of Object.entries(networkInterfaces())) {
    const ours = (addrs[name.replace(/:.*/, '')] ?? []).map(({ address }) => address.replace(/%.*/, ''))
    for (const { address } of expected ?? []) t.true(ours.includes(address), `${name} ${address}`)
  }
})

/** A server of this process. */
async function listening(t: ExecutionContext): Promise<AddressInfo> {
  const server: Server = createServer().listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await once(server, 'listening')
  return server.address() as AddressInfo
}

/** What our function must say, given what ip says. */
function expectedAddrs({ ifname, address, broadcast, flags, addr_info = [] }: IpLink): NetIfAddr[] {
  const ips = addr_info.map((info): NetIfAddr => {
    const local = info.local.startsWith('fe80:') ? `${info.local}%${ifname}` : info.local
    const family = info.family === 'inet' ? 'IPv4' : 'IPv6'
    const netmask = family === 'IPv4' ? ipv4Mask(info.prefixlen) : ipv6Mask(info.prefixlen)
    const ptp = flags.includes('POINTOPOINT') ? (info.address ?? null) : null
    return { family, address: local, netmask, broadcast: info.broadcast ?? null, ptp }
  })
  const sorted = ips.sort((one, other) => one.family.localeCompare(other.family))
  if (address === undefined) return sorted
  const all = flags.includes('BROADCAST') ? (broadcast ?? null) : null
  return [...sorted, { family: 'link', address, netmask: null, broadcast: all, ptp: null }]
}

function ipv4Mask(prefix: number): string {
  const bits = '1'.repeat(prefix).padEnd(32, '0')
  return Array.from({ length: 4 }, (_, byte) => Number.parseInt(bits.slice(byte * 8, byte * 8 + 8), 2)).join(
    '.',
  )
}

function ipv6Mask(prefix: number): string {
  if (prefix === 128) return Array.from({ length: 8 }, () => 'ffff').join(':')
  return `${Array.from({ length: prefix / 16 }, () => 'ffff').join(':')}::`
}

function countersOf(link: IpLink | undefined): Required<NetIoCounters> {
  const { rx, tx } = link?.stats64 ?? {}
  return {
    bytesSent: tx?.bytes ?? Number.NaN,
    bytesRecv: rx?.bytes ?? Number.NaN,
    packetsSent: tx?.packets ?? Number.NaN,
    packetsRecv: rx?.packets ?? Number.NaN,
    errin: rx?.errors ?? Number.NaN,
    errout: tx?.errors ?? Number.NaN,
    dropin: rx?.dropped ?? Number.NaN,
    dropout: tx?.dropped ?? Number.NaN,
  }
}

/** A row of ours on one line. */
function described({ type, status, laddr, raddr, pid, fd }: Connection): string {
  const end = (address: Connection['laddr']) =>
    typeof address === 'object' && address !== null ? `${address.address} ${address.port}` : '-'
  return [type === 'stream' ? 'tcp' : 'udp', status ?? '-', end(laddr), end(raddr), pid, fd].join(', ')
}

const STATES: Record<string, string> = { ESTAB: 'ESTABLISHED' }

/** A line of `ss -Htuanp` as the rows that it stands for, one for each owner. */
function rowsOfSs(line: string): string[] {
  const [netid = '', state = '', , , local = '', peer = '', users = ''] = line.split(/\s+/)
  const isIpv6 = /^[[*]/.test(local)
  const end = (text: string) => {
    const [, address = '', port = ''] = text.match(/^\[?(.*?)(?:%\w+)?\]?:(\d+|\*)$/) ?? []
    if (port === '*') return '-'
    return `${address === '*' ? (isIpv6 ? '::' : '0.0.0.0') : address} ${port}`
  }
  const status = netid === 'udp' ? '-' : (STATES[state] ?? state.replaceAll('-', '_'))
  const owners = Array.from(users.matchAll(/pid=(\d+),fd=(\d+)/g), ([, pid, fd]) => [pid, fd])
  const known = owners.length > 0 ? owners : [['', '']]
  return known.map((owner) => [netid, status, end(local), end(peer), ...owner].join(', '))
}
