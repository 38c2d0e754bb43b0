import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import test, { type ExecutionContext } from 'ava'
import { paths, users } from 'psutil-native'

const SERVER = fileURLToPath(new URL('fixtures/linux-6.18-server', import.meta.url))
const USER_PROCESS = 7

/** Looks at the machine below this directory until the test is over. */
function lookAt(t: ExecutionContext, root: string): void {
  const { procfs, etc } = paths
  t.teardown(() => Object.assign(paths, { procfs, etc }))
  Object.assign(paths, { procfs: join(root, 'proc'), etc: join(root, 'etc') })
}

/** Looks at a machine of these files, with a process 1. */
function madeUp(t: ExecutionContext, files: Record<string, string | Buffer>): void {
  const root = mkdtempSync(join(tmpdir(), 'psutil-native-users-'))
  t.teardown(() => rmSync(root, { recursive: true }))
  for (const [name, content] of Object.entries({ 'proc/1/comm': 'init\n', ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), content)
  }
  lookAt(t, root)
}

/** A record of `utmp`, as glibc writes it. */
function record(size: 384 | 400, user: string | Buffer, host: string, seconds: number, pid = 1): Buffer {
  const bytes = Buffer.alloc(size)
  bytes.writeInt16LE(USER_PROCESS, 0)
  bytes.writeInt32LE(pid, 4)
  bytes.write('pts/0', 8)
  bytes.set(Buffer.from(user), 44)
  bytes.write(host, 76)
  if (size === 384) bytes.writeUInt32LE(seconds, 340)
  else bytes.writeBigInt64LE(BigInt(seconds), 344)
  return bytes
}

test.serial('B12 the sessions of logind, without those that nobody is in', (t) => {
  lookAt(t, SERVER)
  t.deepEqual(users(), [
    { name: 'ann', terminal: 'tty1', host: null, started: 1_700_000_000_500, pid: 500 },
    { name: 'ann', terminal: ':0', host: null, started: 1_700_000_100_000, pid: 700 },
    { name: 'bob', terminal: 'pts/3', host: '2001:db8::7', started: 1_700_000_200_000, pid: 600 },
  ])
})

for (const size of [384, 400] as const) {
  test.serial(`E-F20 utmp with records of ${size} bytes`, (t) => {
    const records = [
      record(size, 'bob', '', 4_000_000_000),
      record(size, 'ann', 'far.example', 1_700_000_000),
      record(size, 'gone', '', 1_600_000_000, 77),
      record(size, 'cut', '', 1).subarray(0, size - 1),
    ]
    madeUp(t, { 'run/utmp': Buffer.concat(records) })
    t.deepEqual(users(), [
      { name: 'ann', terminal: 'pts/0', host: 'far.example', started: 1_700_000_000_000, pid: 1 },
      { name: 'bob', terminal: 'pts/0', host: null, started: 4_000_000_000_000, pid: 1 },
    ])
  })
}

test.serial('E-F20 names that fill their field, are no UTF-8, or come from a display', (t) => {
  madeUp(t, { 'run/utmp': record(384, Buffer.alloc(32, 0xff), ':0', 1) })
  t.deepEqual(users(), [
    { name: '\u{FFFD}'.repeat(32), terminal: 'pts/0', host: null, started: 1000, pid: 1 },
  ])
})

test.serial('E-F20 without either there is nobody', (t) => {
  lookAt(t, '/nonexistent')
  t.deepEqual(users(), [])
  madeUp(t, { 'run/utmp': '' })
  t.deepEqual(users(), [])
})

test.serial('JSON keeps everything', (t) => {
  lookAt(t, SERVER)
  t.deepEqual(JSON.parse(JSON.stringify(users())), users())
})
