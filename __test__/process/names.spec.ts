import { copyFileSync, mkdirSync, mkdtempSync, rmdirSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { Process } from 'psutil-native'
import { start } from '../helpers/child.ts'
import { eventually } from '../helpers/eventually.ts'
import { directory, SLEEP, startNamed } from '../helpers/named.ts'

const NAMES = [
  'a) S 1 (b',
  ')',
  'a b',
  'line\nend',
  'Name:\tx',
  'back\\nslash',
  "it's",
  'ünïcödé',
  'fifteen-bytes--',
]

for (const name of NAMES) {
  test(`the name ${JSON.stringify(name)}`, (t) => {
    const { target, path } = startNamed(t, name)
    t.is(target.name(), name)
    t.is(target.name({ raw: true }), name)
    t.deepEqual(target.name({ encoding: 'buffer' }), Buffer.from(name))
    t.is(target.exe(), path)
    t.deepEqual(target.cmdline(), [path, '1000'])
    t.is(target.ppid(), process.pid)
    t.is(target.status(), 'sleeping')
    t.is(target.numThreads(), 1)
    t.notRegex(String(target), /[\n\t]/)
  })
}

for (const name of [
  'sixteen-bytes---',
  'a-name-that-is-far-longer-than-what-the-kernel-keeps',
  'fourteen-bytesé',
]) {
  test(`the name ${name} is cut off by the kernel and made whole`, (t) => {
    const { target } = startNamed(t, name)
    const cut = Buffer.from(name).subarray(0, 15)
    t.is(target.name(), name)
    t.is(target.name({ raw: false }), name)
    t.deepEqual(target.name({ raw: true, encoding: 'buffer' }), cut)
    t.is(target.name({ raw: true }), cut.toString())
    t.deepEqual(target.name({ encoding: 'buffer' }), Buffer.from(name))
  })
}

test('trap 7 a name that is not UTF-8', async (t) => {
  const path = directory(t)
  const name = Buffer.from([0x61, 0xff, 0x62])
  const bytes = Buffer.concat([Buffer.from(`${path}/`), name])
  copyFileSync(SLEEP, bytes)
  const { pid } = start(t, 'sh', ['-c', `exec "$1/$(printf 'a\\377b')" 1000`, 'sh', path])
  const target = new Process(pid)
  await eventually('exec', () => target.name() !== 'sh')
  t.is(target.name(), 'a\u{FFFD}b')
  t.deepEqual(target.name({ encoding: 'buffer' }), name)
  t.deepEqual(target.exe({ encoding: 'buffer' }), bytes)
  t.is(target.exe(), `${path}/a\u{FFFD}b`)
  t.deepEqual(target.cmdline({ encoding: 'buffer' })[0], bytes)
})

test('a program that has been deleted', (t) => {
  const { target, path } = startNamed(t, 'short-lived')
  unlinkSync(path)
  t.is(target.exe(), path)
  t.deepEqual(target.exe({ encoding: 'buffer' }), Buffer.from(path))
  t.is(target.name(), 'short-lived')
})

test('a program that is really called so', (t) => {
  const { target, path } = startNamed(t, 'x (deleted)')
  t.is(target.exe(), path)
  t.regex(target.exe() ?? '', / \(deleted\)$/)
  unlinkSync(path)
  t.is(target.exe(), path)
})

test('a directory that has been deleted', (t) => {
  const gone = mkdtempSync(join(tmpdir(), 'psutil-native-'))
  const target = new Process(start(t, 'sleep', ['1000'], { cwd: gone }).pid)
  t.is(target.cwd(), gone)
  rmdirSync(gone)
  t.is(target.cwd(), gone)
  t.deepEqual(target.cwd({ encoding: 'buffer' }), Buffer.from(gone))
})

test('a directory that is really called so', (t) => {
  const odd = join(directory(t), 'x (deleted)')
  mkdirSync(odd)
  const target = new Process(start(t, 'sleep', ['1000'], { cwd: odd }).pid)
  t.is(target.cwd(), odd)
})
