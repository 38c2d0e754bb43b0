import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import test, { type ExecutionContext } from 'ava'
import { Process } from 'psutil-native'
import { start, startSleeper, startStopped } from '../helpers/child.ts'
import { soon } from '../helpers/eventually.ts'
import { numbersOf, stateLetter } from '../helpers/proc.ts'
import { ps } from '../helpers/ps.ts'

/** In percent of a CPU: the kernel's file counts in ticks of 10 ms. */
const CPU_TOLERANCE = 10

/** A child that keeps a CPU busy. */
function startBusy(t: ExecutionContext): Process {
  const { pid } = start(t, 'sh', ['-c', 'while :; do :; done'])
  return new Process(pid)
}

/** User and system time by the kernel's file, in seconds. */
function ticks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}

test('cpuPercent is since the previous call', (t) => {
  const target = startBusy(t)
  target.cpuPercent()
  const [cpu, now] = [ticks(target.pid), performance.now()]
  soon('some CPU time', () => ticks(target.pid) - cpu >= 0.5)
  const percent = target.cpuPercent()
  const expected = ((ticks(target.pid) - cpu) / (performance.now() - now)) * 1e5
  t.true(Math.abs(percent - expected) <= CPU_TOLERANCE, `${percent}, not ${expected}`)
  target.suspend()
  soon('stop', () => stateLetter(target.pid) === 'T')
  target.cpuPercent()
  t.is(target.cpuPercent(), 0)
})

test('the first cpuPercent is since the process started', (t) => {
  const target = startBusy(t)
  soon('some CPU time', () => ticks(target.pid) >= 0.5)
  const age = (Date.now() - target.createTime()) / 1e3
  const percent = new Process(target.pid).cpuPercent()
  t.true(Math.abs(percent - (ticks(target.pid) / age) * 100) <= CPU_TOLERANCE, `${percent}`)
})

test('cpuPercent of two objects is apart', (t) => {
  const target = startBusy(t)
  soon('some CPU time', () => ticks(target.pid) >= 0.1)
  const other = new Process(target.pid)
  target.cpuPercent()
  t.true(other.cpuPercent() > 0)
})

test('the CPU, faults and switches of a process that stands still', (t) => {
  const target = new Process(startStopped(t).pid)
  const { pid } = target
  t.is(target.cpuNum(), Number(ps(pid, 'psr')))
  t.deepEqual(target.pageFaults(), { minor: Number(ps(pid, 'min_flt')), major: Number(ps(pid, 'maj_flt')) })
  const status = numbersOf(pid, 'status')
  const { total, voluntary, involuntary } = target.numCtxSwitches()
  t.is(voluntary, status.voluntary_ctxt_switches)
  t.is(involuntary, status.nonvoluntary_ctxt_switches)
  t.is(total, (voluntary ?? 0) + (involuntary ?? 0))
})

test('threads with their names', async (t) => {
  const worker = new Worker('setInterval(() => {}, 1000)', { eval: true })
  t.teardown(() => worker.terminate())
  await once(worker, 'online')
  const threads = new Process().threads()
  const listed = readdirSync('/proc/self/task').map(Number)
  t.deepEqual(
    threads.map(({ id }) => id),
    listed.toSorted((a, b) => a - b),
  )
  t.is(new Process().numThreads(), listed.length)
  for (const { id, name, userTime, systemTime } of threads) {
    t.is(name, readFileSync(`/proc/self/task/${id}/comm`, 'utf8').slice(0, -1))
    t.true(userTime >= 0 && systemTime >= 0)
  }
})

test('B1 E-F9 a thread may call itself anything', (t) => {
  const { pid } = startSleeper(t)
  for (const name of ['a) b (c', ') R 1 1', 'x\ny', ' ']) {
    writeFileSync(`/proc/${process.pid}/task/${process.pid}/comm`, name)
    const ours = new Process().threads().find(({ id }) => id === process.pid)
    t.is(ours?.name, name)
    t.true((ours?.userTime ?? 0) > 0)
  }
  t.is(new Process(pid).threads().length, 1)
})

test('ioCounters, as the kernel says', (t) => {
  const target = new Process(startStopped(t).pid)
  const io = numbersOf(target.pid, 'io')
  t.deepEqual(target.ioCounters(), {
    readCount: io.syscr,
    writeCount: io.syscw,
    readBytes: io.read_bytes,
    writeBytes: io.write_bytes,
    readChars: io.rchar,
    writeChars: io.wchar,
  } as never)
})

test('ioCounters count', (t) => {
  const before = new Process().ioCounters()
  for (let at = 0; at < 100; at += 1) writeFileSync('/dev/null', 'x'.repeat(1000))
  const after = new Process().ioCounters()
  t.true((after.writeCount ?? 0) - (before.writeCount ?? 0) >= 100)
  t.true((after.writeChars ?? 0) - (before.writeChars ?? 0) >= 100_000)
})
