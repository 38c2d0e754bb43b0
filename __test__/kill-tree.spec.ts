import { once } from 'node:events'
import { Writable } from 'node:stream'
import { Worker } from 'node:worker_threads'
import test, { type ExecutionContext } from 'ava'
import { type KilledTree, type KillTreeOptions, killTree, Process } from 'psutil-native'
import { Handle } from '../src/handle.ts'
import { native } from '../src/native.ts'
import { AS_NOBODY, nodeCommand, runForJson } from './helpers/as-user.ts'
import { type Child, end, start, startSleeper, startStopped, startUntended } from './helpers/child.ts'
import { eventually } from './helpers/eventually.ts'
import { mark } from './helpers/marked.ts'
import { stateLetter } from './helpers/proc.ts'
import { asNobody, ofKernelThread } from './helpers/unless.ts'
import { startZombie } from './helpers/zombie.ts'

/** Two shells and what they wait for. */
const DEEP = 'sleep 1000 & sh -c "sleep 1000 & sleep 1000; :"; :'
/** Heeds no SIGTERM. */
const STUBBORN = 'trap "" TERM; while :; do sleep 1000; done'

/** Our end of its third pipe, whether the other is still open or not. */
function pipeOf(child: Child): Writable {
  const pipe = child.stdio[3]
  if (!(pipe instanceof Writable)) throw new Error('no pipe')
  pipe.on('error', () => {})
  return pipe
}

/** The members of a tree once there are so many. */
async function grown(child: Child, size: number): Promise<Process[]> {
  const root = new Process(child.pid)
  return eventually(`${size} processes`, () => {
    const all = [root, ...root.children({ recursive: true })]
    return all.length >= size && all
  })
}

/** How many there are of each. */
const counts = ({ gone, alive, denied }: KilledTree) => [gone.length, alive.length, denied.length]

function stateOf(pid: number): string | undefined {
  try {
    return stateLetter(pid)
  } catch {
    return undefined // it has ended
  }
}

async function hasIgnored(process: Process, signal: string): Promise<void> {
  await eventually('trap', () => process.sigmasks().ignored?.includes(signal as NodeJS.Signals))
}

test('a tree is gone, and each of its members is told', async (t) => {
  for (const signal of ['SIGTERM', 'SIGKILL', 'SIGHUP', 9, 'SIGRTMIN+1'] as const) {
    const { env, living } = mark(t)
    const child = start(t, 'sh', ['-c', DEEP], { env })
    const members = await grown(child, 5)
    const root = new Process(child.pid)
    const killed = await killTree(root, { signal })
    t.deepEqual(counts(killed), [5, 0, 0])
    t.is(killed.gone[0], root, 'the same object')
    for (const member of members) t.true(killed.gone.some((each) => each.equals(member)))
    t.deepEqual(living(), [])
  }
})

test('what does not heed the signal is killed after a while', async (t) => {
  const { env, living } = mark(t)
  const child = start(t, 'sh', ['-c', STUBBORN], { env })
  const [root] = await grown(child, 2)
  await hasIgnored(root as Process, 'SIGTERM')
  const patient = await killTree(root as Process, { forceAfter: Infinity, timeout: 200 })
  t.true(patient.alive.some((each) => each.pid === child.pid))
  t.true(living().includes(child.pid))
  t.not(stateLetter(child.pid), 'T', 'nobody is left standing')
  const { alive, denied } = await killTree(root as Process, { forceAfter: 50 })
  t.deepEqual([alive, denied, living()], [[], [], []])
})

test('forceAfter: 0 kills at once', async (t) => {
  const { env, living } = mark(t)
  const child = start(t, 'sh', ['-c', 'trap "exit 3" TERM; sleep 1000 & wait; exit 4'], { env })
  const [root] = await grown(child, 2)
  t.deepEqual(counts(await killTree(root as Process, { forceAfter: 0 })), [2, 0, 0])
  await eventually('exit', () => child.signalCode === 'SIGKILL')
  t.deepEqual(living(), [])
})

test('who heeds the signal has time to end well', async (t) => {
  const { env, living } = mark(t)
  const script = 'trap "sleep 0.05; exit 3" TERM; echo ready; while :; do sleep 1000 & wait; done'
  const child = start(t, 'sh', ['-c', script], { env })
  const root = new Process(child.pid)
  await eventually('trap', () => root.sigmasks().caught?.includes('SIGTERM'))
  await eventually('exec', () => root.children()[0]?.name() === 'sleep')
  const { gone, alive } = await killTree(root)
  await eventually('exit', () => child.exitCode === 3)
  t.true(gone.length >= 2)
  t.deepEqual([alive, living()], [[], []])
})

/** Calls back when a look at a tree has found a sleep(1) that is none of these. */
function onNewcomer(t: ExecutionContext, known: number[], then: () => void): void {
  const { processTree } = native
  t.teardown(() => Object.assign(native, { processTree }))
  const watched: typeof processTree = async (...args) => {
    const found = await processTree(...args)
    const members = 'members' in found ? Handle.list(found.members) : []
    const isNewcomer = ({ pid }: Handle) => !known.includes(pid) && nameOf(pid) === 'sleep'
    if (members.some(isNewcomer)) then()
    return found
  }
  Object.assign(native, { processTree: watched })
}

/** The name; `undefined` if it has ended. */
function nameOf(pid: number): string | undefined {
  try {
    return new Process(pid).name()
  } catch {
    return undefined
  }
}

test.serial('what is started by those that end gets the signal once they have ended', async (t) => {
  const { env, living } = mark(t)
  // The handler starts a child, and leaves it behind once it has been seen.
  const script = 'trap "sleep 1000 & read -r _ <&3; exit" TERM; sleep 1000 & while :; do wait; done'
  const child = start(t, 'sh', ['-c', script], { env, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const root = new Process(child.pid)
  await eventually('trap', () => root.sigmasks().caught?.includes('SIGTERM'))
  // Before its exec it would still have the handler of the shell, which heeds nothing in there.
  await eventually('exec', () => root.children()[0]?.name() === 'sleep')
  const known = [child.pid, ...root.children().map(({ pid }) => pid)]
  const lines = pipeOf(child)
  onNewcomer(t, known, () => lines.write('\n'))
  t.deepEqual(counts(await killTree(root, { forceAfter: Infinity })), [3, 0, 0])
  t.deepEqual(living(), [])
})

test('who lost its parent before is found by the session that a member began', async (t) => {
  const { env, living } = mark(t)
  const child = start(t, 'sh', ['-c', '(sleep 1000 & sleep 1000 &); exec sleep 1000'], {
    env,
    detached: true,
  })
  await eventually('all three', () => living().length === 3)
  t.deepEqual(counts(await killTree(new Process(child.pid))), [3, 0, 0])
  t.deepEqual(living(), [])
})

test('the processes of others stay', async (t) => {
  const { env, living } = mark(t)
  const [ours, other] = [startSleeper(t, { env }), startSleeper(t, { env })]
  t.deepEqual(counts(await killTree(new Process(ours.pid))), [1, 0, 0])
  t.deepEqual(living(), [other.pid])
  t.is(stateLetter(other.pid), 'S')
})

test('a process that stands ends too', async (t) => {
  const child = startStopped(t)
  t.deepEqual(counts(await killTree(new Process(child.pid), { forceAfter: Infinity })), [1, 0, 0])
})

test('a process of many threads', async (t) => {
  const child = start(t, process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  const root = new Process(child.pid)
  await eventually('threads', () => root.numThreads() > 3)
  t.deepEqual(counts(await killTree(root, { forceAfter: Infinity })), [1, 0, 0])
})

test('a process that has ended is gone, as is a zombie', async (t) => {
  const child = startUntended('sleep', ['1000'])
  const process = new Process(child.pid)
  await end(child)
  const killed = await killTree(process)
  t.deepEqual(counts(killed), [1, 0, 0])
  t.is(killed.gone[0], process)
  const { pid, parent } = await startZombie(t)
  t.deepEqual(counts(await killTree(new Process(pid))), [1, 0, 0])
  t.deepEqual(counts(await killTree(new Process(parent))), [2, 0, 0])
})

test('two at once', async (t) => {
  const { env, living } = mark(t)
  const child = start(t, 'sh', ['-c', DEEP], { env })
  const [root] = await grown(child, 5)
  const all = await Promise.all([1, 2, 3].map(() => killTree(root as Process)))
  for (const { alive, denied } of all) t.deepEqual([alive, denied], [[], []])
  t.deepEqual(living(), [])
})

test('this program and its ancestors are refused, and nothing has been done', async (t) => {
  const child = startSleeper(t)
  const ourselves = new Process()
  for (const root of [ourselves, ...ourselves.parents()]) {
    await t.throwsAsync(killTree(root), {
      code: 'ERR_INVALID_STATE',
      name: 'PsutilError',
      message: /this program/,
    })
  }
  t.is(stateLetter(child.pid), 'S')
})

ofKernelThread('threads of the kernel are denied', async (t) => {
  const { gone, alive, denied } = await killTree(new Process(2), { timeout: 0 })
  t.deepEqual([gone, alive], [[], []])
  t.is(denied[0]?.pid, 2)
})

asNobody('what this user may not end is denied, and what descends from it ends all the same', async (t) => {
  const { env, living } = mark(t)
  const script = `${AS_NOBODY.join(' ')} sleep 1000 & exec sleep 1000`
  const child = start(t, 'sh', ['-c', script], { env })
  const [, theirs] = await grown(child, 2)
  await eventually('their program', () => theirs?.cmdline()[0] === 'sleep')
  const killed = runForJson([...AS_NOBODY, ...nodeCommand('kill-tree-of.ts', String(child.pid))])
  t.deepEqual(killed, [[theirs?.pid], [], [child.pid]])
  t.deepEqual(living(), [child.pid])
  t.is(stateLetter(child.pid), 'S')
})

test('bad arguments are told before anything is done', async (t) => {
  const child = startSleeper(t)
  const process = new Process(child.pid)
  const bad: [KillTreeOptions, string, RegExp][] = [
    [{ signal: 0 }, 'ERR_OUT_OF_RANGE', /"options\.signal".*>= 1.*Received 0/],
    [{ signal: 'SIGSTOP' }, 'ERR_INVALID_ARG_VALUE', /"options\.signal".*ends processes.*'SIGSTOP'/],
    [{ signal: 'SIGCONT' }, 'ERR_INVALID_ARG_VALUE', /'SIGCONT'/],
    [{ signal: 'SIGNOPE' as 'SIGTERM' }, 'ERR_INVALID_ARG_VALUE', /SIGTERM.*'SIGNOPE'/s],
    [{ signal: null as never }, 'ERR_INVALID_ARG_TYPE', /null/],
    [{ forceAfter: -1 }, 'ERR_OUT_OF_RANGE', /"options\.forceAfter".*>= 0.*-1/],
    [{ forceAfter: '5' as never }, 'ERR_INVALID_ARG_TYPE', /"options\.forceAfter".*'5'/],
    [{ timeout: Number.NaN }, 'ERR_OUT_OF_RANGE', /"options\.timeout".*NaN/],
    [null as never, 'ERR_INVALID_ARG_TYPE', /"options".*null/],
  ]
  for (const [options, code, message] of bad)
    await t.throwsAsync(killTree(process, options), { code, message })
  for (const wrong of [child.pid, child, null, {}]) {
    await t.throwsAsync(killTree(wrong as never), {
      code: 'ERR_INVALID_ARG_TYPE',
      message: /"process".*a Process/,
    })
  }
  t.is(stateLetter(child.pid), 'S')
})

/**
 * A tree in which each process forks as fast as it can, and each of its children too. Every fourth child stays, as
 * long as there are lines in the pipe.
 */
async function startForking(t: ExecutionContext, env: NodeJS.ProcessEnv, limit: number): Promise<Process> {
  const script = 'fork() { while read -r _ <&3; do (:); (:); (:); fork & done; }; fork'
  const child = startUntended('sh', ['-c', script], { env, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  t.teardown(() => end(child))
  pipeOf(child).write('\n'.repeat(limit))
  const root = new Process(child.pid)
  return eventually('forks', () => root.children({ recursive: true }).length > 20 && root)
}

for (const options of [{ forceAfter: 0 }, { signal: 'SIGTERM' }] as const) {
  test.serial(`nobody forks away (${JSON.stringify(options)})`, async (t) => {
    for (let round = 0; round < 3; round += 1) {
      const { env, living } = mark(t)
      const root = await startForking(t, env, 700)
      const { gone, alive, denied } = await killTree(root, options)
      t.true(gone.length > 20)
      t.deepEqual([alive, denied, living()], [[], [], []])
    }
  })
}

test('a worker that is terminated meanwhile leaves nobody standing', async (t) => {
  const { env, living } = mark(t)
  const root = await startForking(t, env, 300)
  const code = `const { workerData, parentPort } = require('node:worker_threads')
    import('psutil-native').then(({ killTree, Process }) => {
      killTree(Process.fromIdentity(workerData), { signal: 'SIGTERM', forceAfter: Infinity })
      parentPort.postMessage('begun')
    })`
  const worker = new Worker(code, { eval: true, workerData: root.identity })
  await once(worker, 'message')
  await worker.terminate()
  await eventually('all that live run', () => living().every((pid) => stateOf(pid) !== 'T'))
  t.deepEqual((await killTree(root)).alive, [])
})

test('the main thread goes on meanwhile', async (t) => {
  const { env } = mark(t)
  const root = await startForking(t, env, 300)
  let turns = 0
  const turning = setInterval(() => {
    turns += 1
  }, 1)
  await killTree(root)
  clearInterval(turning)
  t.true(turns > 0)
})
