import { mkdtempSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { Process, paths } from 'psutil-native'
import { start, startSleeper } from '../helpers/child.ts'
import { eventually } from '../helpers/eventually.ts'
import { childPids } from '../helpers/proc.ts'
import { ps } from '../helpers/ps.ts'
import { asRoot } from '../helpers/unless.ts'

test('family and session, as ps says', (t) => {
  const { pid } = startSleeper(t, { detached: true })
  const target = new Process(pid)
  t.is(target.ppid(), process.pid)
  t.is(target.pgid(), pid)
  t.is(target.sid(), pid)
  const ours = new Process()
  t.is(ours.pgid(), Number(ps(ours.pid, 'pgid')))
  t.is(ours.sid(), Number(ps(ours.pid, 'sid')))
})

test('the root directory', (t) => {
  t.is(new Process().root(), readlinkSync('/proc/self/root'))
  t.deepEqual(new Process().root({ encoding: 'buffer' }), Buffer.from('/'))
})

asRoot(`the root directory of a process in a chroot`, async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'psutil root '))
  t.teardown(() => rmSync(root, { recursive: true }))
  // Node itself cannot live there; a process that only waits for its end can.
  const script = 'use POSIX; chroot $ARGV[0] or die; chdir "/"; POSIX::pause() while 1'
  const child = start(t, 'perl', ['-e', script, root])
  const target = new Process(child.pid)
  await eventually('the chroot', () => target.root() === root)
  t.is(target.cwd(), root)
})

/** A process in a terminal of its own. */
async function inTerminal(t: ExecutionContext): Promise<number> {
  const script = start(t, 'script', ['-qec', 'exec sleep 1000', '/dev/null'], { stdio: 'pipe' })
  return eventually('the command', () =>
    childPids(script.pid).find((pid) => new Process(pid).name() === 'sleep'),
  )
}

test('a terminal', async (t) => {
  const pid = await inTerminal(t)
  const target = new Process(pid)
  t.true(target.hasTerminal())
  t.is(target.terminal(), `/dev/${ps(pid, 'tty')}`)
  t.is(target.terminal(), readlinkSync(`/proc/${pid}/fd/0`))
})

test('no terminal', (t) => {
  const { pid } = startSleeper(t, { detached: true })
  t.false(new Process(pid).hasTerminal())
  t.is(new Process(pid).terminal(), null)
})

test.serial('a terminal that has no name', async (t) => {
  const pid = await inTerminal(t)
  const { devfs } = paths
  t.teardown(() => {
    paths.devfs = devfs
  })
  paths.devfs = '/nowhere'
  const target = new Process(pid)
  t.true(target.hasTerminal())
  t.is(target.terminal(), '')
})
