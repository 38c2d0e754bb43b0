import test from 'ava'
import { Process } from 'psutil-native'
import { nodeCommand, runForJson } from '../helpers/as-user.ts'
import { start, startSleeper } from '../helpers/child.ts'
import { eventually } from '../helpers/eventually.ts'
import { childPids } from '../helpers/proc.ts'

const pidsOf = (list: Process[]) => list.map((each) => each.pid)

test('children and parents', async (t) => {
  const inner = 'sleep 1000 & wait'
  const shell = start(t, 'sh', ['-c', `sh -c '${inner}' & sh -c '${inner}' & wait`], { detached: true })
  t.teardown(() => process.kill(-shell.pid, 'SIGKILL'))
  const target = new Process(shell.pid)
  const middle = await eventually('four descendants', () => {
    const pids = childPids(shell.pid)
    return pids.length === 2 && pids.every((pid) => childPids(pid).length === 1) && pids
  })
  const sleepers = middle.flatMap(childPids)
  const byNumber = (a: number, b: number) => a - b

  t.deepEqual(pidsOf(target.children()), middle.toSorted(byNumber))
  t.deepEqual(pidsOf(target.children({ recursive: false })), middle.toSorted(byNumber))
  const all = pidsOf(target.children({ recursive: true }))
  t.deepEqual(all.slice(0, 2), middle.toSorted(byNumber), 'nearest first')
  t.deepEqual(all.slice(2).toSorted(byNumber), sleepers.toSorted(byNumber))
  t.true(pidsOf(new Process().children()).includes(shell.pid))
  t.false(pidsOf(new Process().children()).includes(middle[0] ?? 0))
  t.true(pidsOf(new Process().children({ recursive: true })).includes(sleepers[0] ?? 0))

  const sleeper = new Process(sleepers[0])
  t.is(sleeper.parent()?.pid, middle[0])
  t.true(sleeper.parent()?.parent()?.equals(target))
  const ancestors = sleeper.parents()
  t.deepEqual(pidsOf(ancestors).slice(0, 4), [middle[0], shell.pid, process.pid, process.ppid])
  t.true(ancestors[0]?.equals(sleeper.parent()))
  t.is(ancestors.at(-1)?.ppid(), 0)
  t.deepEqual(pidsOf(sleeper.children()), [])
})

test('the first process has no parent', (t) => {
  const first = new Process(1)
  t.is(first.ppid(), 0)
  t.is(first.parent(), null)
  t.deepEqual(first.parents(), [])
})

test('an identity names its process in this program', (t) => {
  const target = new Process(startSleeper(t).pid)
  const again = Process.fromIdentity(target.identity)
  t.true(again instanceof Process)
  t.not(again, target)
  t.is(again.pid, target.pid)
  t.is(again.identity, target.identity)
  t.is(again.name(), 'sleep')
  t.true(again.equals(target))
  t.true(target.equals(again))
})

test('an identity names its process in another program', (t) => {
  const { pid, identity } = new Process(startSleeper(t).pid)
  t.deepEqual(runForJson(nodeCommand('from-identity.ts', identity)), {
    pid,
    identity,
    name: 'sleep',
    equals: true,
  })
})

test('each process has an identity of its own, that stays', (t) => {
  const targets = [new Process(), new Process(startSleeper(t).pid), new Process(startSleeper(t).pid)]
  const identities = targets.map((each) => each.identity)
  t.is(new Set(identities).size, 3)
  t.deepEqual(
    targets.map((each) => each.identity),
    identities,
  )
})
