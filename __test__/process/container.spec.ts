import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import test, { type ExecutionContext } from 'ava'
import { bootTime, Process, paths } from 'psutil-native'
import { nodeCommand, runForJson, whyNot } from '../helpers/as-user.ts'
import { testUnless } from '../helpers/unless.ts'

const FIXTURE = fileURLToPath(new URL('../fixtures/linux-6.18-x86_64/proc', import.meta.url))

/** A copy of the made-up machine's procfs, to be looked at until the test is over. */
function copyOfFixture(t: ExecutionContext): string {
  const root = mkdtempSync(join(tmpdir(), 'psutil-native-procfs-'))
  const before = paths.procfs
  t.teardown(() => {
    paths.procfs = before
    rmSync(root, { recursive: true })
  })
  cpSync(FIXTURE, root, { recursive: true, verbatimSymlinks: true })
  paths.procfs = root
  return root
}

test.serial(
  'E-K2 a start in the future, as where uptime is a container’s and processes are the host’s',
  (t) => {
    const root = copyOfFixture(t)
    // The process started 1000 seconds after the boot that its file counts from.
    writeFileSync(join(root, 'uptime'), '10.50 20.00\n')
    const target = new Process(42)
    t.is(target.createTime(), bootTime() + 1e6)
    t.is(target.cpuPercent(), 0)
    t.is(target.cpuPercent(), 0)
    t.true(target.isRunning())
    t.regex(String(target), /^Process\(pid=42, /)
  },
)

test.serial('E-K12 the moment of boot may be moved: a process stays itself', (t) => {
  const root = copyOfFixture(t)
  const target = new Process(42)
  const { identity } = target
  const start = target.rawCreateTime()
  const stat = join(root, 'stat')
  writeFileSync(stat, readFileSync(stat, 'utf8').replace('btime 17', 'btime 18'))
  t.true(target.isRunning())
  t.is(target.rawCreateTime(), start)
  t.is(new Process(42).identity, identity)
  t.true(new Process(42).equals(target))
})

const hidden = ['unshare', '-m', 'sh', '-c', 'mount -t tmpfs none /proc && exec "$@"', 'sh']
const [unshare = '', ...options] = [...hidden, 'true']
const whereProcIsHidden = testUnless(whyNot(unshare, ...options))

whereProcIsHidden('E-K3 without /proc the package loads, and its answers are errors of the system', (t) => {
  const result = runForJson([...hidden, ...nodeCommand('without-proc.mjs')])
  t.deepEqual(result, {
    ours: 'SystemError ENOENT /proc/self',
    pids: 'SystemError ENOENT /proc/stat',
    pidExists: 'SystemError ENOENT /proc/stat',
    cpuTimes: 'SystemError ENOENT /proc/stat',
    virtualMemory: 'SystemError ENOENT /proc/meminfo',
    bootTime: 'SystemError ENOENT /proc/stat',
  })
})
