import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { type ConnectionKind, Process } from 'psutil-native'
import { whyNot } from '../helpers/as-user.ts'
import { end, start, startSleeper, startStopped } from '../helpers/child.ts'
import { soon } from '../helpers/eventually.ts'
import { directory } from '../helpers/named.ts'
import { ofKernelThread, testUnless } from '../helpers/unless.ts'
import { startZombie } from '../helpers/zombie.ts'

const us = new Process()

/** A descriptor of this program that is closed when the test is over. */
function open(t: ExecutionContext, path: string, flags: string): number {
  const fd = openSync(path, flags)
  t.teardown(() => closeSync(fd))
  return fd
}

function find(fd: number) {
  return [...us.iterFds()].find((each) => each.fd === fd)
}

async function listen(t: ExecutionContext, path: string): Promise<Server> {
  const server = createServer()
  t.teardown(() => new Promise<void>((resolve) => server.close(() => resolve())))
  server.listen(path)
  await once(server, 'listening')
  return server
}

test('the descriptors, as ls says', (t) => {
  const { pid } = startStopped(t)
  const target = new Process(pid)
  const names = readdirSync(`/proc/${pid}/fd`).map(Number)
  const fds = [...target.iterFds()]
  t.deepEqual(
    fds.map(({ fd }) => fd),
    names.toSorted((a, b) => a - b),
  )
  t.is(target.numFds(), names.length)
  for (const { fd, path } of fds) {
    if (path !== null) t.is(path, readlinkSync(`/proc/${pid}/fd/${fd}`))
  }
})

test('a file, as node sees it', (t) => {
  const path = join(directory(t), 'x')
  writeFileSync(path, '0123456789')
  const number = open(t, path, 'r+')
  readSync(number, Buffer.alloc(4))
  const { dev, ino, rdev, mode, size, nlink } = fstatSync(number)
  t.like(find(number), {
    fd: number,
    type: 'file',
    path,
    deleted: false,
    position: 4,
    flags: constants.O_RDWR | 0o2000000, // O_CLOEXEC
    openMode: 'r+',
    dev,
    ino,
    rdev,
    mode,
    size,
    extraInfo: { nlink },
  })
  const exact = [...us.iterFds({ bigint: true })].find(({ fd }) => fd === number)
  const stat = fstatSync(number, { bigint: true })
  t.like(exact, { dev: stat.dev, ino: stat.ino, rdev: stat.rdev, size })
})

test('files with position, flags and mode', (t) => {
  const path = join(directory(t), 'x')
  for (const [flags, mode] of [
    ['w', 'w'],
    ['r', 'r'],
    ['a', 'a'],
    ['r+', 'r+'],
    ['a+', 'a+'],
  ] as const) {
    const fd = open(t, path, flags)
    const file = us.openFiles().find((file) => file.fd === fd)
    t.like(file, { path, deleted: false, fd, position: 0, mode })
    t.is(find(fd)?.openMode, mode)
  }
})

test('trap 14 E-F16 a deleted file is told apart from one that is called so', (t) => {
  const path = join(directory(t), 'x (deleted)')
  const fd = open(t, path, 'w')
  const seen = () => {
    const file = us.openFiles().find((file) => file.fd === fd)
    const same = find(fd)
    t.deepEqual([same?.path, same?.deleted], [file?.path, file?.deleted])
    return [file?.path, file?.deleted, same?.extraInfo.nlink]
  }
  t.deepEqual(seen(), [path, false, 1])
  renameSync(path, `${path}.old`)
  t.deepEqual(seen(), [`${path}.old`, false, 1])
  linkSync(`${path}.old`, path)
  unlinkSync(`${path}.old`)
  t.deepEqual(seen(), [`${path}.old`, true, 1])
  unlinkSync(path)
  t.deepEqual(seen(), [`${path}.old`, true, 0])
})

test('iterFds looks at a few at a time, and says at once what it does not take', (t) => {
  t.throws(() => us.iterFds({ bigint: 'yes' as never }), { code: 'ERR_INVALID_ARG_TYPE' })
  t.throws(() => us.iterFds(7 as never), { code: 'ERR_INVALID_ARG_TYPE' })
  const path = join(directory(t), 'x')
  const first = open(t, path, 'w')
  const many = Array.from({ length: 400 }, () => open(t, path, 'r'))
  const seen = [...us.iterFds()].filter((fd) => fd.path === path).map(({ fd }) => fd)
  t.deepEqual(
    seen,
    [first, ...many].toSorted((a, b) => a - b),
  )
  for (const { fd } of us.iterFds()) {
    t.true(fd >= 0)
    break
  }
})

test('a process that ends under the loop', async (t) => {
  const child = startSleeper(t, { stdio: ['pipe', 'pipe', 'pipe'] })
  const target = new Process(child.pid)
  const fds = target.iterFds()
  t.is(target.numFds(), readdirSync(`/proc/${child.pid}/fd`).length)
  await end(child)
  t.throws(() => fds.next(), { code: 'ERR_NO_SUCH_PROCESS' })
})

test('a program that looks at itself does not see the handles of the look', (t) => {
  t.deepEqual(
    [...us.iterFds()].filter(({ path }) => path?.startsWith('/proc/')),
    [],
  )
  const before = us.numFds()
  for (let at = 0; at < 100; at += 1) {
    us.openFiles()
    for (const _ of us.iterFds()) break
    us.connections('all')
  }
  t.is(us.numFds(), before)
})

test('the connections of a child, as ss says', async (t) => {
  const script = `
    const { createServer, connect } = require('node:net')
    const { createSocket } = require('node:dgram')
    let waiting = 3
    const done = () => --waiting === 0 && console.log('ready')
    const server = createServer(done).listen(0, '127.0.0.1', () => {
      connect(server.address().port, '127.0.0.1')
      createServer().listen(0, '::1', done)
      createSocket('udp4').bind(0, '127.0.0.1', done)
    })`
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => end(child))
  await once(child.stdout, 'data')
  const ours = new Process(child.pid).connections().map(({ fd, type, laddr, raddr, status }) => {
    const end = (of: typeof laddr) => {
      if (of === null) return '*'
      return typeof of === 'string' ? of : `${of.address}:${of.port}`
    }
    return `${fd} ${type} ${end(laddr)} ${end(raddr)} ${status}`
  })
  const states: Record<string, string> = { ESTAB: 'ESTABLISHED', LISTEN: 'LISTEN', UNCONN: 'null' }
  const rows = execFileSync('ss', ['-tuanpH'], { encoding: 'utf8' }).split('\n')
  const theirs = rows
    .filter((row) => row.includes(`pid=${child.pid},`))
    .map((row) => {
      const [netid, state = '', , , local = '', peer = ''] = row.split(/\s+/)
      const end = (text: string) => (/:\*$/.test(text) ? '*' : text.replaceAll(/[[\]]/g, ''))
      const fd = /fd=(\d+)/.exec(row)?.[1]
      return `${fd} ${netid === 'tcp' ? 'stream' : 'dgram'} ${end(local)} ${end(peer)} ${states[state]}`
    })
  t.is(theirs.length >= 4, true)
  t.deepEqual(ours.toSorted(), theirs.toSorted())
})

test('B4 a unix path may hold spaces', async (t) => {
  const path = join(directory(t), 'a  b ')
  await listen(t, path)
  t.true(us.connections('unix').some(({ laddr }) => laddr === path))
})

test('the connections of a state', async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const rows = us.connections('all', { status: 'LISTEN' })
  t.true(rows.length > 0)
  t.deepEqual(
    rows,
    us.connections('all').filter(({ status }) => status === 'LISTEN'),
  )
  t.deepEqual(us.connections('unix', { status: 'LISTEN' }), [])
  t.throws(() => us.connections('tcp', { status: 'x' as never }), { code: 'ERR_INVALID_ARG_VALUE' })
})

test('both ends of a unix socket, and who opened it', async (t) => {
  const path = join(directory(t), 'ends')
  await listen(t, path)
  const client = connect(path)
  await once(client, 'connect')
  const rows = us.connections('unix').filter(({ raddr }) => raddr === path)
  t.is(rows.length, 1)
  t.like(rows[0], { laddr: null, raddr: path, type: 'stream', pid: process.pid, uid: process.getuid?.() })
  const fd = [...us.iterFds()].find(({ fd }) => fd === rows[0]?.fd)
  t.like(fd?.extraInfo, { laddr: null, raddr: path, uid: process.getuid?.() })
  client.destroy()
  await once(client, 'close')
})

test('E-F7 an abstract name may hold anything', async (t) => {
  for (const name of ['a b', 'ü', '@ @']) {
    await listen(t, `\0${name}${process.pid}`)
    const found = us
      .connections('unix')
      .filter(({ laddr }) => String(laddr).startsWith(`@${name}${process.pid}`))
    t.is(found.length, 1, name)
  }
})

test('B7 trap 10 a socket that several descriptors and processes share has a row for each', async (t) => {
  // The shell's own descriptors 3 and 4 are copies of what it inherits as 0.
  const server = await listen(t, join(directory(t), 'shared'))
  const handle = Reflect.get(server, '_handle')
  const stdio = [handle, 'ignore', 'ignore']
  const target = new Process(start(t, 'sh', ['-c', 'exec sleep 1000 3<&0 4<&0'], { stdio }).pid)
  soon('sleep', () => target.name() === 'sleep')
  const rows = target.connections('unix')
  t.deepEqual(
    rows.map(({ fd }) => fd),
    [0, 3, 4],
  )
  const [{ laddr } = { laddr: null }] = rows
  t.true(laddr !== null && rows.every((row) => row.laddr === laddr))
  t.is(us.connections('unix').filter((row) => row.laddr === laddr).length, 1)
})

const APART = ['-Urn', process.execPath]
const whereNetworksAreMade = testUnless(whyNot('unshare', ...APART, '--version'))

whereNetworksAreMade('B10 trap 11 the connections of a process are those of its own network', async (t) => {
  const script = "require('net').createServer().listen(7, '0.0.0.0', () => console.log('ready'))"
  const child = spawn('unshare', [...APART, '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => end(child))
  await once(child.stdout, 'data')
  const rows = new Process(child.pid).connections('tcp')
  t.deepEqual(
    rows.map(({ laddr, status }) => ({ laddr, status })),
    [{ laddr: { address: '0.0.0.0', port: 7 }, status: 'LISTEN' }],
  )
})

test('no such kind', (t) => {
  for (const kind of ['', 'INET', 'sctp', '__proto__']) {
    const error = t.throws(() => us.connections(kind as ConnectionKind), {
      instanceOf: TypeError,
      code: 'ERR_INVALID_ARG_VALUE',
    })
    t.true(error.message.includes("'tcp6'") && error.message.endsWith(`Received '${kind}'`))
  }
  t.throws(() => us.connections(7 as never), { instanceOf: TypeError, code: 'ERR_INVALID_ARG_TYPE' })
})

test('E-R6 a zombie has nothing open', async (t) => {
  const target = new Process((await startZombie(t)).pid)
  t.is(target.numFds(), 0)
  t.deepEqual([...target.iterFds()], [])
  t.deepEqual(target.openFiles(), [])
  t.deepEqual(target.connections('all'), [])
})

ofKernelThread('a thread of the kernel has nothing open', (t) => {
  const target = new Process(2)
  t.is(target.numFds(), 0)
  t.deepEqual([...target.iterFds()], [])
  t.deepEqual(target.openFiles(), [])
  t.deepEqual(target.connections('all'), [])
})
