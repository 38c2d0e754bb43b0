import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import * as sync from 'psutil-native'
import { diskPartitions, diskPartitionsAll, diskUsage } from 'psutil-native/promises'
import { AS_NOBODY, nodeCommand, ROOT, runForJson, whyNotAsNobody } from '../helpers/as-user.ts'
import { eventually } from '../helpers/eventually.ts'
import { machine } from '../helpers/machine.ts'
import { run } from '../helpers/program.ts'
import { testUnless } from '../helpers/unless.ts'
import { madeUpProcfs } from '../oracle/made-up.ts'

const wrong = (value: unknown) => value as never

/** What a call comes to; of an answer what does not change from one moment to the next. */
async function outcome(ask: () => sync.DiskUsage | Promise<sync.DiskUsage>) {
  try {
    const { total, inodesTotal } = await ask()
    return { total, inodesTotal }
  } catch (error) {
    const { name, message, code, errno, syscall, path } = error as NodeJS.ErrnoException
    return { name, message, code, errno, syscall, path }
  }
}

function threads(): string[] {
  const names = readdirSync('/proc/self/task').map((id) => {
    try {
      return readFileSync(`/proc/self/task/${id}/comm`, 'utf8').trim()
    } catch {
      return '' // it has ended
    }
  })
  return names.filter((name) => name === 'psutil-statvfs')
}

test('every mount as its twin says', async (t) => {
  const mounts = await diskPartitionsAll()
  t.true(mounts.length > 0)
  for (const { mountpoint } of mounts) {
    t.deepEqual(
      await outcome(() => diskUsage(mountpoint)),
      await outcome(() => sync.diskUsage(mountpoint)),
      mountpoint,
    )
  }
  t.deepEqual(await diskUsage('/proc'), sync.diskUsage('/proc'))
})

test('every file and every error as its twin says', async (t) => {
  for (const path of [
    '.',
    './src/../package.json',
    'package.json',
    '/proc/self/fd/0',
    '/proc/self/cwd',
    '/dev/null',
    '//',
    '/nowhere/at/all',
    'nowhere',
    '/nowhere/..',
    'package.json/x',
    'package.json/',
    '/proc/self/stat/x',
    `/${'x'.repeat(5000)}`,
    'ä "b\' \\ c',
  ]) {
    t.deepEqual(await outcome(() => diskUsage(path)), await outcome(() => sync.diskUsage(path)), path)
  }
})

test('an error leads to who asked', async (t) => {
  async function whoAsks(): Promise<void> {
    await diskUsage('/nowhere')
  }
  const error = await t.throwsAsync(whoAsks(), { name: 'SystemError', code: 'ENOENT' })
  t.like(error, { path: '/nowhere', syscall: 'statvfs' })
  t.regex(error.stack ?? '', /whoAsks/)
  t.notRegex(error.stack ?? '', /unwrap/)
})

test('bad arguments reject, in the words of the twin', async (t) => {
  for (const path of [undefined, null, 7, {}, Buffer.from('/'), '', '\0', '/tmp\0/x']) {
    const { name, message, code } = t.throws(() => sync.diskUsage(wrong(path))) as NodeJS.ErrnoException
    const error = await t.throwsAsync(diskUsage(wrong(path)))
    t.like(error, { name, message, code })
  }
  for (const ask of [diskPartitions, diskPartitionsAll, diskUsage.bind(undefined, '/')]) {
    await t.throwsAsync(ask(wrong(null)), { instanceOf: TypeError, message: /options/ })
    await t.throwsAsync(ask({ timeout: wrong('1') }), { instanceOf: TypeError, message: /options\.timeout/ })
    await t.throwsAsync(ask({ timeout: Number.NaN }), { instanceOf: RangeError })
    await t.throwsAsync(ask({ timeout: -1 }), { code: 'ERR_OUT_OF_RANGE' })
    await t.throwsAsync(ask({ signal: wrong({}) }), { instanceOf: TypeError, message: /options\.signal/ })
  }
})

test('who aborts is told why', async (t) => {
  for (const ask of [diskPartitions, diskPartitionsAll, diskUsage.bind(undefined, '/')]) {
    const reason = new Error('enough')
    const early = ask({ signal: AbortSignal.abort(reason) })
    t.is(await t.throwsAsync(early), reason)
    const abort = new AbortController()
    const late = ask({ signal: abort.signal })
    abort.abort(reason)
    t.is(await t.throwsAsync(late), reason)
    t.truthy(await ask({ signal: new AbortController().signal, timeout: 60_000 }))
  }
})

test.serial('what is mounted, as its twin says', async (t) => {
  t.deepEqual(await diskPartitions(), sync.diskPartitions())
  t.deepEqual(await diskPartitionsAll({ timeout: 60_000 }), sync.diskPartitionsAll())
  machine(t, 'disks-server')
  t.deepEqual(await diskPartitions(), sync.diskPartitions())
  t.is((await diskPartitionsAll()).length, 16)
})

test.serial('no list of mounts', async (t) => {
  const path = join(madeUpProcfs(t, {}), 'self/mountinfo')
  for (const ask of [diskPartitions, diskPartitionsAll]) {
    t.like(await t.throwsAsync(ask(), { name: 'SystemError', code: 'ENOENT' }), { path })
  }
  // which mounts there are really is no matter of what is looked at
  t.is((await diskUsage('/proc')).total, 0)
})

test.serial('many calls start no more threads than there are file systems, and none stays', async (t) => {
  const paths = ['/', '/proc', '/dev', 'package.json', '/proc/stat', '/dev/null']
  const all = Array.from({ length: 1000 }, (_, at) => diskUsage(paths[at % paths.length] ?? ''))
  // those three, that of the package, and the one that tells them apart
  t.true(threads().length <= 5)
  t.is((await Promise.all(all)).length, 1000)
  await eventually('idle', () => threads().length === 0)
})

test('a folder that is no more', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'psutil-native-gone-'))
  const gone = join(folder, 'gone')
  mkdirSync(gone)
  t.teardown(() => rmSync(folder, { recursive: true }))
  const script = `
    import { rmdirSync } from 'node:fs'
    import { diskUsage } from 'psutil-native/promises'
    process.chdir(${JSON.stringify(gone)})
    rmdirSync(${JSON.stringify(gone)})
    console.log((await diskUsage('.')).total > 0)`
  t.is(await run(script), 'true\n')
})

test('nothing is started by loading it', async (t) => {
  const script = `
    import { readdirSync } from 'node:fs'
    const before = readdirSync('/proc/self/task').length
    await import('psutil-native/promises')
    console.log(readdirSync('/proc/self/task').length - before)`
  t.is(await run(script), '0\n')
})

test('the program stays until it is told, and no longer', async (t) => {
  const script = `
    import { diskUsage } from 'psutil-native/promises'
    diskUsage('/proc').then(({ total }) => console.log(total))`
  t.is(await run(script), '0\n')
})

const asNobody = testUnless(whyNotAsNobody())

asNobody('a folder that may not be searched', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'psutil-native-closed-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'x'))
  const result = runForJson([...AS_NOBODY, ...nodeCommand('disk-usage.mjs', join(folder, 'x'))])
  t.deepEqual(result, { code: 'ERR_ACCESS_DENIED', same: true, root: true })
  // it is no matter to who stands in it
  const program = spawnSync(
    'sh',
    ['-c', 'cd "$0" && exec "$@"', join(folder, 'x'), ...AS_NOBODY, ...nodeCommand('disk-usage.mjs', '.')],
    {
      cwd: ROOT,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: '/' },
    },
  )
  t.deepEqual(JSON.parse(program.stdout), { same: true, root: true }, program.stderr)
})
