// The reports of the program as it is installed, beside what the package says of this machine.
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import test, { type ExecutionContext } from 'ava'
import * as psutil from '../../src/index.ts'
import { asNobody } from '../helpers/unless.ts'
import { run, runAsNobody } from './run.ts'

const REPORTS = ['df', 'free', 'net', 'ports', 'sensors', 'users']

interface Row {
  readonly pid: number | null
  readonly name: string | null
  readonly username: string | null
  readonly laddr: { readonly address: string; readonly port: number } | null
}

/** What `--json` prints. */
function json(t: ExecutionContext, ...args: string[]) {
  const { status, stdout, stderr } = run([...args, '--json'])
  t.is(status, 0, stderr)
  return JSON.parse(stdout)
}

/** The words of the line of text that has them all. */
function line(stdout: string, ...words: (string | number)[]): string[] | undefined {
  const lines = stdout.split('\n').map((text) => text.split(/ {2,}/).map((word) => word.trim()))
  return lines.find((found) => words.every((word) => found.includes(String(word))))
}

/** A server of this process, and its port. */
async function listen(t: ExecutionContext): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  t.teardown(() => server.close())
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

for (const name of REPORTS) {
  test(`${name}: text, JSON, help, and what is right instead of a mistake`, (t) => {
    const { status, stdout, stderr } = run([name])
    t.is(status, 0, stderr)
    t.regex(stdout, /^\S| {2}\S/)
    t.false(stdout.includes('\x1b'))
    t.false(stdout.includes('no room for'))
    t.is(typeof json(t, name), 'object')
    t.true(run([name, '--help']).stdout.startsWith(`Usage: psutil-native ${name} [options]\n`))
    for (const mistake of ['--foo', 'x', '-n']) {
      const wrong = run([name, mistake])
      t.is(wrong.status, 2)
      t.is(wrong.stdout, '')
      t.regex(
        wrong.stderr,
        /^psutil-native: unknown .+\nValid options: .*--json; -h, --help; -v, --version\n$/,
      )
    }
  })
}

test('df shows the root and how large it is', (t) => {
  const { total, inodesTotal } = psutil.diskUsage('/')
  // What is mounted there first may be hidden.
  const root = json(t, 'df', '--all').findLast(({ mountpoint }: { mountpoint: string }) => mountpoint === '/')
  t.like(root, { usage: { total, inodesTotal }, error: null })
  t.true(line(run(['df', '--all']).stdout, '/')?.includes(root.fstype))
  const mountpoints = psutil.diskPartitionsAll().map(({ mountpoint }) => mountpoint)
  t.deepEqual(
    json(t, 'df', '--all').map(({ mountpoint }: { mountpoint: string }) => mountpoint),
    mountpoints,
  )
  const devices = new Set(psutil.diskPartitions().map(({ device }) => device))
  t.is(json(t, 'df').length, devices.size)
})

test('free agrees about what does not change', (t) => {
  const { virtualMemory, swapMemory } = json(t, 'free')
  t.is(virtualMemory.total, psutil.virtualMemory().total)
  t.is(swapMemory.total, psutil.swapMemory().total)
  t.deepEqual(Object.keys(virtualMemory), Object.keys(psutil.virtualMemory()))
})

test('net knows the interfaces, their addresses and their states', (t) => {
  const [stats, addrs] = [psutil.netIfStats(), psutil.netIfAddrs()]
  for (const each of json(t, 'net')) {
    t.deepEqual(each.stats, stats[each.name] ?? null)
    t.deepEqual(each.addrs, addrs[each.name] ?? null)
    t.true(each.counters === null || each.counters.bytesRecv >= 0)
  }
  const { stdout } = run(['net'])
  for (const [name, { isUp }] of Object.entries(stats))
    t.truthy(line(stdout, name, isUp ? 'up' : 'down'), name)
  for (const { address } of Object.values(addrs).flat()) t.true(stdout.includes(` ${address}`), address)
})

test('ports shows a server, whose it is, and its connections with --all', async (t) => {
  const port = await listen(t)
  const process_ = new psutil.Process()
  const expected = { pid: process.pid, name: process_.name(), username: process_.username() }
  const isOurs = ({ laddr }: Row) => laddr?.port === port
  const rows = json(t, 'ports').filter(isOurs)
  t.is(rows.length, 1)
  t.like(rows[0], { ...expected, status: 'LISTEN', laddr: { address: '127.0.0.1', port } })
  const [api] = psutil.netConnections('tcp4').filter(({ laddr }) => {
    return typeof laddr === 'object' && laddr?.port === port
  })
  t.like(rows[0], { ...api })
  t.truthy(line(run(['ports']).stdout, 'tcp', '127.0.0.1', port, process.pid, process_.name()))
  t.truthy(line(run(['ports', '--all']).stdout, 'tcp', port, 'LISTEN', process.pid))
  t.is(json(t, 'ports', '--kind', 'udp').filter(isOurs).length, 0)
  t.is(json(t, 'ports', '--kind=tcp6').filter(isOurs).length, 0)
})

test('ports shows a UDP socket that is bound', async (t) => {
  const socket = createSocket('udp4')
  t.teardown(() => socket.close())
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  t.truthy(line(run(['ports', '--kind', 'udp4']).stdout, 'udp', '127.0.0.1', port, process.pid))
})

test('ports: the kinds that there are', (t) => {
  const { status, stderr } = run(['ports', '--kind', 'foo'])
  t.is(status, 2)
  const kinds = 'inet, inet4, inet6, tcp, tcp4, tcp6, udp, udp4, udp6, unix, all'
  t.is(
    stderr,
    `psutil-native: option '--kind' needs one of ${kinds}, not 'foo'\n` +
      'Valid options: --kind KIND; --all; --json; -h, --help; -v, --version\n',
  )
  for (const kind of kinds.split(', ')) t.is(run(['ports', '--kind', kind]).status, 0, kind)
})

asNobody('ports: another user sees the socket, but not whose it is', async (t) => {
  const port = await listen(t)
  const { status, stdout, stderr } = runAsNobody(['ports', '--json'])
  t.is(status, 0, stderr)
  const row = JSON.parse(stdout).find(({ laddr }: Row) => laddr?.port === port)
  t.like(row, { pid: null, name: null, username: null, uid: process.getuid?.() })
})

test('sensors agrees about what there is', (t) => {
  const { temperatures, fans, power } = json(t, 'sensors')
  t.deepEqual(Object.keys(temperatures), Object.keys(psutil.sensorsTemperatures()))
  t.deepEqual(Object.keys(fans), Object.keys(psutil.sensorsFans()))
  t.is(power.batteries.length, psutil.sensorsPower().batteries.length)
})

test('users agrees about who is there', (t) => {
  t.deepEqual(json(t, 'users'), psutil.users())
  if (psutil.users().length === 0) t.is(run(['users']).stdout, 'Nobody is logged in.\n')
})
