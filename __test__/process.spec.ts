import { realpathSync } from 'node:fs'
import { inspect } from 'node:util'
import test from 'ava'
import { Process, processIter } from 'psutil-native'
import { end, start, startSleeper, startUntended } from './helpers/child.ts'
import { soon } from './helpers/eventually.ts'
import { stateLetter } from './helpers/proc.ts'
import { ps } from './helpers/ps.ts'

const MIB = 2 ** 20
/** How much memory may come or go between two questions. */
const RSS_TOLERANCE = 24 * MIB
/** The kernel counts in ticks of 10 ms; node is told in microseconds. */
const CPU_TOLERANCE = 0.03
const CREATE_TIME_TOLERANCE = 20

test('this program, as node knows it', (t) => {
  const ours = new Process()
  t.is(ours.pid, process.pid)
  t.is(ours.ppid(), process.ppid)
  t.is(ours.parent()?.pid, process.ppid)
  t.is(ours.exe(), realpathSync(process.execPath))
  t.is(ours.cwd(), process.cwd())
  t.true(ours.isRunning())
  const { getuid, geteuid, getgid, getegid } = process as Required<NodeJS.Process>
  t.like(ours.uids(), { real: getuid(), effective: geteuid() })
  t.like(ours.gids(), { real: getgid(), effective: getegid() })
  t.true(['running', 'sleeping'].includes(ours.status()))
})

test('arguments, environment and directory of a child, as they were given', (t) => {
  const env = { A: '1', EMPTY: '', 'WITH SPACE': 'a=b=c', NEWLINE: 'x\ny' }
  const options = { cwd: '/usr', env: { ...env, PATH: process.env.PATH } }
  const child = start(t, 'sleep', ['1000', '0'], options)
  const target = new Process(child.pid)
  t.deepEqual(target.cmdline(), ['sleep', '1000', '0'])
  t.is(target.cwd(), '/usr')
  t.like({ ...target.environ() }, env)
  t.is(target.name(), 'sleep')
  t.is(target.ppid(), process.pid)
})

test('what ps says', (t) => {
  const { pid } = startSleeper(t)
  const target = new Process(pid)
  t.is(target.ppid(), Number(ps(pid, 'ppid')))
  t.is(target.uids().effective, Number(ps(pid, 'uid')))
  t.is(target.uids().real, Number(ps(pid, 'ruid')))
  t.is(target.uids().saved, Number(ps(pid, 'suid')))
  t.is(target.gids().real, Number(ps(pid, 'rgid')))
  t.is(target.gids().effective, Number(ps(pid, 'egid')))
  t.is(target.gids().saved, Number(ps(pid, 'sgid')))
  t.is(target.username(), ps(pid, 'ruser:64'))
  t.is(ps(pid, 'stat')[0], 'S')
  t.is(target.status(), 'sleeping')
  t.is(target.name(), ps(pid, 'comm'))
  t.is(target.cmdline().join(' '), ps(pid, 'args'))
  t.is(target.memoryInfo().rss, Number(ps(pid, 'rss')) * 1024)
  t.is(target.memoryInfo().vms, Number(ps(pid, 'vsz')) * 1024)
  t.true(Math.abs(target.createTime() - Date.parse(ps(pid, 'lstart'))) <= 2000)
})

test('threads, as ps and the kernel count them', (t) => {
  const ours = new Process()
  t.is(ours.numThreads(), Number(ps(process.pid, 'nlwp')))
  t.true(ours.numThreads() > 1)
  t.is(new Process(startSleeper(t).pid).numThreads(), 1)
})

test('states', (t) => {
  const target = new Process(startSleeper(t).pid)
  t.is(target.status(), 'sleeping')
  target.suspend()
  soon('stop', () => stateLetter(target.pid) === 'T')
  t.is(target.status(), 'stopped')
  target.resume()
  t.not(target.status(), 'stopped')
})

test('signals end a process', async (t) => {
  for (const [signal, send] of [
    ['SIGTERM', (target: Process) => target.terminate()],
    ['SIGKILL', (target: Process) => target.kill()],
    ['SIGUSR1', (target: Process) => target.sendSignal('SIGUSR1')],
    ['SIGINT', (target: Process) => target.sendSignal(2)],
  ] as const) {
    const child = startUntended('sleep', ['1000'])
    const ended = new Promise((resolve) => child.once('exit', (_, name) => resolve(name)))
    const target = new Process(child.pid)
    send(target)
    t.is(await ended, signal)
    t.false(target.isRunning())
  }
})

test('memory, as node counts it', (t) => {
  const { rss, vms } = new Process().memoryInfo()
  t.true(Math.abs(rss - process.memoryUsage().rss) < RSS_TOLERANCE)
  t.true(vms >= rss)
  const held = Buffer.alloc(128 * MIB, 1)
  t.true(new Process().memoryInfo().rss - rss > 96 * MIB)
  t.is(held.at(-1), 1)
})

test('time on a CPU, as node counts it', (t) => {
  const ours = new Process()
  const busyUntil = Date.now() + 150
  while (Date.now() < busyUntil);
  const before = process.cpuUsage()
  const times = ours.cpuTimes()
  const after = process.cpuUsage()
  const between = (value: number, low: number, high: number) =>
    value >= low / 1e6 - CPU_TOLERANCE && value <= high / 1e6 + CPU_TOLERANCE
  t.true(between(times.user + times.system, before.user + before.system, after.user + after.system))
  t.true(between(times.user, before.user, after.user))
  t.true(between(times.system, before.system, after.system))
  t.true(times.user > 0.1)
})

test('the start of a child', async (t) => {
  const before = Date.now()
  const target = new Process(startSleeper(t).pid)
  const after = Date.now()
  const started = target.createTime()
  t.true(started >= before - CREATE_TIME_TOLERANCE, `${started} ${before}`)
  t.true(started <= after + CREATE_TIME_TOLERANCE, `${started} ${after}`)
  t.is(target.rawCreateTime(), target.rawCreateTime())
  t.true(target.rawCreateTime() >= new Process().rawCreateTime())
  t.true(Math.abs(new Process().createTime() - performance.timeOrigin) < 1000)
})

test('as text', (t) => {
  const target = new Process(startSleeper(t).pid)
  const time = new Date(target.createTime()).toTimeString().slice(0, 8)
  const text = `Process(pid=${target.pid}, name='sleep', status='sleeping', started='${time}')`
  t.is(String(target), text)
  t.is(inspect(target), text)
  t.deepEqual(JSON.parse(JSON.stringify(target)), { pid: target.pid, identity: target.identity })
})

test('equality', async (t) => {
  const child = startUntended('sleep', ['1000'])
  const [one, other, ours] = [new Process(child.pid), new Process(child.pid), new Process()]
  t.true(one.equals(other))
  t.true(one.equals(one))
  t.false(one.equals(ours))
  for (const value of [null, undefined, child.pid, { pid: child.pid }, one.identity])
    t.false(one.equals(value))
  await end(child)
  t.true(one.equals(other))
})

test('processIter: the same object for the same process, a new one for a new process', (t) => {
  const find = (pid: number) => [...processIter()].find((each) => each.pid === pid)
  const first = startSleeper(t)
  const object = find(first.pid)
  t.truthy(object)
  const second = startSleeper(t)
  t.is(find(first.pid), object)
  t.is(find(second.pid)?.pid, second.pid)
  t.not(find(second.pid), object)
})
