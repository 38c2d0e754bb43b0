// Run in a network namespace of its own: sets up interfaces and sockets, and prints what we and the system's own
// tools say of them.
import { execFileSync, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type ListenOptions, type Server, type Socket } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { netConnections, netIfAddrs, netIfStats, pernicNetIoCounters } from '../../src/index.ts'

const SOCKETS = Number(process.argv[2])

/** Runs lines of ip(8). */
function ip(...lines: string[]): void {
  for (const line of lines) execFileSync('ip', line.split(' '), { stdio: ['ignore', 'ignore', 'pipe'] })
}

/** What a command prints as JSON. */
function json(file: string, ...args: string[]): unknown {
  return JSON.parse(execFileSync(file, args, { encoding: 'utf8' }))
}

async function listen(options: ListenOptions): Promise<Server> {
  const server = createServer().listen(options)
  await once(server, 'listening')
  return server
}

async function udp(type: 'udp4' | 'udp6', port: number): Promise<void> {
  const socket = createSocket(type)
  socket.bind({ port, exclusive: true })
  await once(socket, 'listening')
}

function portOf(server: Server): number {
  return (server.address() as { port: number }).port
}

/** A connection, both ends of which are there. */
async function connected(server: Server, host: string): Promise<Socket> {
  const accepted = once(server, 'connection')
  const client = connect(portOf(server), host)
  await Promise.all([accepted, once(client, 'connect')])
  return client
}

ip(
  'link set lo up',
  'link add veth0 type veth peer name veth1',
  'link add fifteen-bytes-n type veth peer name other',
  'link set veth1 mtu 9000',
  // The kernel would make addresses of its own while we look.
  ...['veth0', 'veth1', 'fifteen-bytes-n', 'other'].map((name) => `link set ${name} addrgenmode none`),
  'addr add 10.0.0.1/24 brd + dev veth0',
  'addr add 10.0.0.2/24 brd + dev veth0 label veth0:1',
  'addr add 10.0.1.1/32 dev veth0',
  'addr add 10.0.2.1/24 dev veth0',
  'addr add 2001:db8::1/64 dev veth0 nodad',
  'addr add fe80::1/64 dev veth0 nodad',
  'addr add 2001:db8::2/64 dev veth1 nodad',
  'link set veth0 up',
  'link set veth1 up',
  'link set fifteen-bytes-n up',
)
try {
  ip('tuntap add dev tun0 mode tun', 'addr add 10.1.0.1 peer 10.1.0.2/32 dev tun0', 'link set tun0 up')
} catch {
  // Without /dev/net/tun there is one interface less to compare.
}

const [four, six, both] = await Promise.all([
  listen({ host: '127.0.0.1', port: 0 }),
  listen({ host: '::1', port: 0, ipv6Only: true }),
  listen({ host: '::', port: 0 }),
])
const client = await connected(four, '127.0.0.1')
await connected(six, '::1')
await connected(both, '127.0.0.1') // an IPv6 socket that carries IPv4
await Promise.all([udp('udp4', 5353), udp('udp6', 5354)])

// Who closes first has to wait.
for (let count = 0; count < 6; count += 1) {
  const accepted = once(four, 'connection')
  const waiting = connect(portOf(four), '127.0.0.1')
  const [[other]] = (await Promise.all([accepted, once(waiting, 'connect')])) as [[Socket], unknown]
  const closed = Promise.all([once(waiting, 'close'), once(other, 'close')])
  other.resume().on('end', () => other.end())
  waiting.resume().end()
  await closed
}

const folder = mkdtempSync(join(tmpdir(), 'psutil-native-net-'))
process.on('exit', () => rmSync(folder, { recursive: true }))
const path = join(folder, 'a name\nof two lines')
await listen({ path })
await listen({ path: '\0psutil native\0' })

// The child has the client's socket as well, as its standard input.
const child = spawn('sleep', ['1000'], { stdio: [client, 'ignore', 'ignore'] })
await once(child, 'spawn')

const before = json('ip', '-j', '-s', 'link')
const counters = pernicNetIoCounters({ nowrap: false })
const after = json('ip', '-j', '-s', 'link')
const ss = execFileSync('ss', ['-Htuanp'], { encoding: 'utf8' })
const connections = netConnections()
const listeners = netConnections('inet', { status: 'LISTEN' })
const sockets = netConnections('inet', { owners: false })
const unix = netConnections('unix')

let many = 0
if (SOCKETS > 0) {
  await Promise.all(Array.from({ length: SOCKETS }, () => udp('udp4', 0)))
  many = netConnections('udp4').filter(({ pid }) => pid === process.pid).length
}

child.kill()
process.stdout.write(
  JSON.stringify({
    pid: process.pid,
    child: child.pid,
    shared: client.localPort,
    listening: portOf(four),
    path,
    addrs: netIfAddrs(),
    stats: netIfStats(),
    ip: json('ip', '-j', 'addr'),
    os: networkInterfaces(),
    counters,
    before,
    after,
    connections,
    listeners,
    sockets,
    unix,
    ss,
    many,
  }),
  () => process.exit(),
)
