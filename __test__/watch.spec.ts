import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import test, { type ExecutionContext } from 'ava'
import {
  Process,
  type ProcessEvent,
  type ProcessWatch,
  paths,
  processIter,
  watchProcesses,
} from 'psutil-native'
import { AS_NOBODY, nodeCommand, runForJson, whyNot } from './helpers/as-user.ts'
import { end, startSleeper } from './helpers/child.ts'
import { run } from './helpers/program.ts'
import { asNobody, testUnless } from './helpers/unless.ts'

const wrong = (value: unknown) => value as never

/** A watch that ends with the test. */
function watching(t: ExecutionContext, interval = 5): ProcessWatch {
  const watch = watchProcesses({ interval, signal: AbortSignal.timeout(60_000) })
  t.teardown(() => watch.return())
  return watch
}

/** Waits for the next event of a process. */
async function nextOf(
  watch: ProcessWatch,
  pid: number,
): Promise<Exclude<ProcessEvent, { type: 'overflow' }>> {
  for (;;) {
    const { value } = await watch.next()
    if (value === undefined) throw new Error('the watch has ended')
    if (value.type !== 'overflow' && value.pid === pid) return value
  }
}

const probe = watchProcesses()
const isTold = probe.source === 'connector'
probe.return()

const whereTold = testUnless(isTold ? undefined : 'the kernel does not tell this program of processes')
const PID_NAMESPACE = ['unshare', '-Urpf', '--mount-proc']
const NET_NAMESPACE = ['unshare', '-Urn']
const USER_NAMESPACE = ['unshare', '-Ur']
const reason = (command: string[]) => whyNot(command[0] ?? '', ...command.slice(1), 'true')

interface Report {
  source: string
  children: number
  incomplete: unknown[]
  wrong: unknown[]
  overflows: number
}

/** Watches children in a program of its own. */
function children(prefix: string[], count: number, atOnce: number, isHeld: boolean): Report {
  const argument = JSON.stringify([count, atOnce, isHeld])
  return runForJson([...prefix, ...nodeCommand('watch-children.mjs', argument)]) as Report
}

const complete = { incomplete: [], wrong: [], overflows: 0 }

whereTold('500 children of short life: each begins once and ends once, with its status', (t) => {
  t.deepEqual(children([], 500, 8, false), { source: 'connector', children: 501, ...complete })
})

asNobody('an ordinary user sees its children too, by whichever source', (t) => {
  const report = children([...AS_NOBODY], 20, 4, true)
  t.deepEqual(report, { source: report.source, children: 21, ...complete })
})

for (const [name, command] of [
  ['pid', PID_NAMESPACE],
  ['network', NET_NAMESPACE],
  ['user', USER_NAMESPACE],
] as const) {
  const there = testUnless(reason([...command]))
  there(`in another ${name} namespace nobody tells, and the list is compared`, (t) => {
    const report = children([...command], 20, 5, true)
    t.deepEqual(report, { source: 'polling', children: 21, ...complete })
  })
}

test('a child: its start, its process, its end', async (t) => {
  const watch = watching(t)
  const before = Date.now()
  const child = startSleeper(t)
  const start = await nextOf(watch, child.pid)
  t.like(start, { type: 'start', pid: child.pid, ppid: process.pid })
  t.true(start.process?.equals(new Process(child.pid)))
  t.true(start.time > before - 1000 && start.time < Date.now() + 1000)
  await end(child)
  const exit = await nextOf(watch, child.pid)
  t.like(exit, { type: 'exit', pid: child.pid })
  t.is(exit.process, start.process)
  t.false(exit.process?.isRunning())
  if (isTold) t.like(exit, { status: { exitCode: null, signalCode: 'SIGKILL' } })
})

test('of a process that is there already the end is told, with the object that was listed', async (t) => {
  const child = startSleeper(t)
  const watch = watching(t)
  const listed = [...processIter()].find(({ pid }) => pid === child.pid)
  await end(child)
  const exit = await nextOf(watch, child.pid)
  t.is(exit.type, 'exit')
  t.true(listed !== undefined && exit.process === listed)
})

const python = testUnless(whyNot('python3', '-c', ''))

python('a process whose first thread has ended goes on, and ends with its last', async (t) => {
  const watch = watching(t)
  const program = `import ctypes, os, sys, threading
def last():
    sys.stdin.read()
    os._exit(7)
threading.Thread(target=last).start()
ctypes.CDLL(None).syscall(${process.arch === 'x64' ? 60 : 93}, 5)`
  const child = spawn('python3', ['-c', program], { stdio: ['pipe', 'ignore', 'inherit'] })
  const { pid = 0 } = child
  t.is((await nextOf(watch, pid)).type, 'start')
  const state = () => /^State:\s*(\w)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  while (state() !== 'Z') await nextTurn()
  const other = startSleeper(t) // what comes later is told later
  t.is((await nextOf(watch, other.pid)).type, 'start')
  child.stdin?.end()
  const [code] = await once(child, 'exit')
  t.is(code, 7)
  const exit = await nextOf(watch, pid)
  t.is(exit.type, 'exit')
  if (isTold) t.like(exit, { status: { exitCode: 7, signalCode: null } })
})

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

test.serial('a made-up tree: changes of the list, whoever has those numbers here', async (t) => {
  const root = mkdtempSync(join(tmpdir(), 'psutil-native-watch-'))
  const before = paths.procfs
  t.teardown(() => {
    paths.procfs = before
    rmSync(root, { recursive: true })
  })
  const fixture = fileURLToPath(new URL('fixtures/linux-6.18-x86_64/proc', import.meta.url))
  cpSync(fixture, root, { recursive: true, verbatimSymlinks: true })
  paths.procfs = root
  const watch = watching(t)
  paths.procfs = before // it keeps the paths that it began with
  t.is(watch.source, 'polling')
  // A process is there with all its files or not at all.
  const [hidden, there] = [join(root, 'of-nobody'), join(root, '4242')]
  mkdirSync(hidden)
  for (const name of ['stat', 'status']) {
    const text = readFileSync(join(root, '42', name), 'utf8')
    writeFileSync(join(hidden, name), text.replace('Tgid:\t42\n', 'Tgid:\t4242\n'))
  }
  renameSync(hidden, there)
  const start = await nextOf(watch, 4242)
  t.like(start, { type: 'start' })
  renameSync(there, hidden)
  const exit = await nextOf(watch, 4242)
  t.like(exit, { type: 'exit', status: null })
  t.is(exit.process, start.process)
})

test('each call of next has its turn, and the end settles them all', async (t) => {
  const watch = watching(t)
  const calls = [watch.next(), watch.next(), watch.next()]
  const children = [startSleeper(t), startSleeper(t)]
  const [first, second] = await Promise.all([calls[0], calls[1]])
  t.true((first?.value?.time ?? 0) <= (second?.value?.time ?? 0) || !isTold)
  t.deepEqual(await watch.return(), { done: true, value: undefined })
  await calls[2]
  t.deepEqual(await watch.next(), { done: true, value: undefined })
  t.deepEqual(await watch.return(), { done: true, value: undefined })
  t.is(children.length, 2)
})

test('leaving the loop ends the watch', async (t) => {
  const watch = watching(t)
  startSleeper(t)
  for await (const { type } of watch) {
    t.is(typeof type, 'string')
    break
  }
  t.true((await watch.next()).done)
})

test('a watch is disposed of', async (t) => {
  const watch = watchProcesses()
  const waiting = watch.next()
  await watch[Symbol.asyncDispose]()
  await waiting
  t.true((await watch.next()).done)
})

test('a signal ends it: waiting rejects with its reason, once', async (t) => {
  const reason = new Error('enough')
  const abort = new AbortController()
  const watch = watchProcesses({ signal: abort.signal, interval: 1e9 })
  const waiting = (async () => {
    for await (const _ of watch);
  })()
  abort.abort(reason)
  t.is(await waiting.catch((error: unknown) => error), reason)
  t.true((await watch.next()).done)
  t.is(
    t.throws(() => watchProcesses({ signal: abort.signal })),
    reason,
  )
})

test('a signal that is aborted while nobody waits is told to whoever waits next', async (t) => {
  const abort = new AbortController()
  const watch = watchProcesses({ signal: abort.signal })
  startSleeper(t)
  abort.abort('enough')
  t.is(await watch.next().catch((error: unknown) => error), 'enough')
  t.true((await watch.next()).done)
})

test('bad options are told by name', (t) => {
  for (const interval of ['1', null, 1n, {}]) {
    t.throws(() => watchProcesses({ interval: wrong(interval) }), {
      instanceOf: TypeError,
      code: 'ERR_INVALID_ARG_TYPE',
      message: /options\.interval/,
    })
  }
  for (const interval of [0, -1, Number.NaN, Infinity]) {
    t.throws(() => watchProcesses({ interval }), {
      instanceOf: RangeError,
      code: 'ERR_OUT_OF_RANGE',
      message: /options\.interval/,
    })
  }
  t.throws(() => watchProcesses({ signal: wrong('SIGTERM') }), { message: /options\.signal/ })
  t.throws(() => watchProcesses(wrong(null)), { instanceOf: TypeError })
})

test('intervals of any length are taken', async (t) => {
  for (const interval of [Number.MIN_VALUE, 2 ** 31, Number.MAX_VALUE]) {
    const watch = watchProcesses({ interval })
    t.regex(watch.source, /^(connector|polling)$/)
    await watch.return()
  }
})

test('the program stays for who waits, and for nobody else', async (t) => {
  const program = (rest: string) => `
    import { spawn } from 'node:child_process'
    import { watchProcesses } from 'psutil-native'
    const watch = watchProcesses({ interval: 5 })
    ${rest}`
  t.is(await run(program('console.log("idle")')), 'idle\n')
  const waits = `
    setTimeout(() => spawn('true'), 50).unref()
    const { value } = await watch.next()
    console.log(typeof value.type)`
  t.is(await run(program(waits)), 'string\n')
})

test('nothing is left of watches that have ended: returned, disposed of, forgotten, in Workers', (t) => {
  const [node = '', ...args] = nodeCommand('watch-ends.mjs')
  const left = runForJson([node, '--expose-gc', ...args]) as unknown
  const nothing = { descriptors: 0, threads: 0 }
  t.deepEqual(left, { returned: nothing, all: nothing })
})
