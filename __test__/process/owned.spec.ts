import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import test from 'ava'
import { Process, type Signal } from 'psutil-native'
import { signalNumber } from '../../src/signals.ts'
import { start, startSleeper, untilAsleep } from '../helpers/child.ts'
import { soon } from '../helpers/eventually.ts'
import { ps } from '../helpers/ps.ts'
import { asRoot } from '../helpers/unless.ts'

test('users and groups, as ps says', (t) => {
  const { pid } = startSleeper(t)
  const target = new Process(pid)
  t.is(target.fsuid(), Number(ps(pid, 'fsuid')))
  t.is(target.fsgid(), Number(ps(pid, 'fsgid')))
  t.is(target.uids().real, Number(ps(pid, 'ruid')))
})

test('supplementary groups, as node knows its own', (t) => {
  const sorted = (groups: number[]) => groups.toSorted((a, b) => a - b)
  const effective = process.getegid?.()
  const without = (groups: number[] = []) => sorted(groups.filter((group) => group !== effective))
  t.deepEqual(without(new Process().getGroups()), without(process.getgroups?.()))
})

asRoot(`groups that were set`, (t) => {
  const sleep = ['--reuid=65534', '--regid=65533', '--groups=1,7,4294967294', 'sleep', '1000']
  const child = start(t, 'setpriv', sleep)
  const target = new Process(child.pid)
  soon('exec', () => target.name() === 'sleep')
  t.deepEqual(target.getGroups(), [1, 7, 4294967294])
  t.deepEqual(target.uids(), { real: 65534, effective: 65534, saved: 65534 })
  t.deepEqual(target.gids(), { real: 65533, effective: 65533, saved: 65533 })
  t.is(target.fsuid(), 65534)
  t.is(target.fsgid(), 65533)
})

test('the umask', (t) => {
  const child = start(t, 'sh', ['-c', 'umask 0137; exec sleep 1000'])
  const target = new Process(child.pid)
  soon('exec', () => target.name() === 'sleep')
  t.is(target.umask(), 0o137)
})

/** The names of the signals in a mask of `ps`; `null` stands for one without a name. */
function named(mask: string): (string | null)[] {
  const names = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]))
  return Array.from({ length: 64 }, (_, at) => at + 1)
    .filter((number) => (BigInt(`0x${mask}`) >> BigInt(number - 1)) & 1n)
    .map((number) => names.get(number) ?? null)
}

test('signals, as ps says', (t) => {
  const { pid } = startSleeper(t)
  for (const of of [process.pid, pid]) {
    const masks = new Process(of).sigmasks()
    for (const [ours, column] of [
      [masks.caught, 'caught'],
      [masks.ignored, 'ignored'],
      [masks.blocked, 'blocked'],
    ] as const) {
      const expected = named(ps(of, column)).filter((name) => name !== null)
      const standard = ours?.filter((name) => !String(name).startsWith('SIGRT')).map(secondName)
      t.deepEqual(standard, expected.map(secondName), column)
    }
  }
})

/** Two names of one signal. */
function secondName(name: Signal | string): string {
  return { SIGPOLL: 'SIGIO', SIGIOT: 'SIGABRT' }[String(name)] ?? String(name)
}

test('signals that are blocked, ignored and pending', (t) => {
  const flags = ['--block-signal=USR1', '--ignore-signal=INT', '--block-signal=RTMIN+3']
  const child = start(t, 'env', [...flags, 'sleep', '1000'])
  const target = new Process(child.pid)
  soon('exec', () => target.name() === 'sleep')
  untilAsleep(child.pid)
  target.sendSignal('SIGUSR1')
  target.sendSignal('SIGRTMIN+3')
  const { blocked, ignored, processPending, pending } = target.sigmasks()
  t.deepEqual(blocked, ['SIGUSR1', 'SIGRTMIN+3'])
  t.true(ignored?.includes('SIGINT'))
  t.deepEqual(processPending, ['SIGUSR1', 'SIGRTMIN+3'])
  t.deepEqual(pending, [])
})

test('the names are those that sendSignal takes', (t) => {
  const { caught, ignored, blocked } = new Process().sigmasks({ includeInternal: true })
  const all = [caught, ignored, blocked].flatMap((names) => names ?? [])
  t.true(all.includes('SIGPIPE'))
  for (const name of all) t.notThrows(() => signalNumber(name), String(name))
})

test('signals of the C library have numbers, and are told only if asked for', (t) => {
  const caught = BigInt(`0x${/^SigCgt:\t(\w+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]}`)
  const internal = [32, 33].filter((number) => (caught >> BigInt(number - 1)) & 1n)
  const numbers = (masks: (Signal | number)[] | null) => masks?.filter((each) => typeof each === 'number')
  t.deepEqual(numbers(new Process().sigmasks({ includeInternal: true }).caught), internal)
  t.deepEqual(numbers(new Process().sigmasks().caught), [])
})

test('bad options', (t) => {
  const target = new Process()
  t.throws(() => target.sigmasks(null as never), { instanceOf: TypeError, code: 'ERR_INVALID_ARG_TYPE' })
  const error = t.throws(() => target.sigmasks({ includeInternal: 1 as never }), { instanceOf: TypeError })
  t.true(error.message.includes('options.includeInternal'))
})
