import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { paths, type User, users } from 'psutil-native'
import { testUnless } from '../helpers/unless.ts'

/** What `who` says, a row of words for each line. */
function who(...args: string[]): string[][] | undefined {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC0' }
  const { stdout, status } = spawnSync('who', args, { encoding: 'utf8', env })
  if (status !== 0) return undefined
  const lines = stdout.split('\n').filter((line) => line !== '')
  return lines.map((line) => line.trim().split(/ +/))
}

function sessions(): string[] {
  try {
    return readdirSync('/run/systemd/sessions')
  } catch {
    return []
  }
}

function reasonAgainstWho(): string | undefined {
  if (who('/dev/null') === undefined) return 'no who(1)'
  // busybox has its own, and musl's library reads nothing
  if (!spawnSync('who', ['--version'], { encoding: 'utf8' }).stdout.includes('GNU')) return 'not GNU who(1)'
  return undefined
}

/** Where 64-bit programs do not share the file with 32-bit ones, times have 64 bits. */
const LONG = process.arch === 'arm64'

interface Login {
  type?: number
  pid: number
  line: string
  user: string
  host: string
  seconds: number
}

function record({ type = 7, pid, line, user, host, seconds }: Login): Buffer {
  const bytes = Buffer.alloc(LONG ? 400 : 384)
  bytes.writeInt16LE(type, 0)
  bytes.writeInt32LE(pid, 4)
  bytes.write(line, 8, 32)
  bytes.write(user, 44, 32)
  bytes.write(host, 76, 256)
  if (LONG) bytes.writeBigInt64LE(BigInt(seconds), 344)
  else bytes.writeUInt32LE(seconds, 340)
  return bytes
}

const LOGINS: Login[] = [
  { pid: 0, type: 2, line: '~', user: 'reboot', host: '6.18', seconds: 1_700_000_000 },
  { pid: 1, line: 'tty1', user: 'ann', host: '', seconds: 1_700_000_060 },
  { pid: 2, line: 'pts/7', user: 'bob', host: 'far.example', seconds: 1_700_100_000 },
  { pid: 3, type: 8, line: 'pts/8', user: 'left', host: 'far.example', seconds: 1_700_200_000 },
  { pid: 4, type: 6, line: 'tty2', user: 'LOGIN', host: '', seconds: 1_700_300_000 },
  { pid: 5, line: 'l'.repeat(32), user: 'u'.repeat(32), host: 'h'.repeat(256), seconds: 1_700_400_000 },
]

/** Who is logged in on the machine below this directory. Put back at once: another test may be next. */
function usersOf(root: string): User[] {
  const { procfs, etc } = paths
  try {
    Object.assign(paths, { procfs: join(root, 'proc'), etc: join(root, 'etc') })
    return users()
  } finally {
    Object.assign(paths, { procfs, etc })
  }
}

const reason = reasonAgainstWho()

testUnless(reason)('utmp as who(1) reads it', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'psutil-native-utmp-'))
  t.teardown(() => rmSync(root, { recursive: true }))
  mkdirSync(join(root, 'run'))
  for (const { pid } of LOGINS) mkdirSync(join(root, 'proc', String(pid)), { recursive: true })
  const utmp = join(root, 'run/utmp')
  writeFileSync(utmp, Buffer.concat(LOGINS.map(record)))

  // name, terminal, month, day, time, idle, pid, host
  const theirs = (who('-u', utmp) ?? []).map((words) => words.filter((_, place) => place !== 5))
  t.is(theirs.length, 3)
  const ours = usersOf(root).map(({ name, terminal, host, started, pid }) => {
    const [, day, month, , time] = new Date(started ?? Number.NaN).toUTCString().split(' ')
    const words = [name, terminal, month, String(Number(day)), time?.slice(0, 5), pid]
    return [...words.map(String), ...(host === null ? [] : [`(${host})`])]
  })
  t.deepEqual(ours, theirs)
})

const known = reason ?? (sessions().length > 0 ? 'logind knows of sessions that who(1) may not' : undefined)

testUnless(known)('who is logged in here, as who(1) says', (t) => {
  const theirs = (who() ?? []).map(([name, terminal]) => `${name} ${terminal}`)
  const ours = users().map(({ name, terminal }) => `${name} ${terminal}`)
  t.deepEqual(ours.sort(), theirs.sort())
})
