// Run as process 1 of a pid namespace: what every method of a process that has ended comes to once another
// process has its number, as JSON.
import { writeFileSync } from 'node:fs'
import { inspect } from 'node:util'
import { Process, pidExists, processIter } from 'psutil-native'
import * as promises from 'psutil-native/promises'
import { type Child, end, startUntended, untilAsleep } from './child.ts'
import { ARGUMENTS_OF_PROMISES, askingMethods, outcome, outcomes } from './outcomes.ts'
import { stateLetter } from './proc.ts'

const sleeper = () => startUntended('sleep', ['1000'])

/** Threads take numbers too, so the wanted one may be missed. */
async function startAs(pid: number): Promise<Child> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    writeFileSync('/proc/sys/kernel/ns_last_pid', String(pid - 1))
    const child = sleeper()
    if (child.pid === pid) return child
    await end(child)
  }
  throw new Error(`number ${pid} could not be had again`)
}

function listed(pid: number): Process | undefined {
  return [...processIter()].find((each) => each.pid === pid)
}

const first = sleeper()
const old = new Process(first.pid)
const oldPromised = new promises.Process(first.pid)
const oldListed = listed(first.pid)
const neverAsked = new Process(first.pid)
const { identity } = old
const during = { isRunning: old.isRunning(), name: old.name(), isSame: oldListed?.equals(old) }
await end(first)
const second = await startAs(first.pid)
const now = new Process(second.pid)
untilAsleep(second.pid)
const nowListed = listed(second.pid)

const result = {
  during,
  pid: first.pid,
  isRunning: old.isRunning(),
  outcomes: await outcomes(old, askingMethods()),
  promised: await outcomes(oldPromised, askingMethods(), ARGUMENTS_OF_PROMISES),
  /** An object whose first call is a signal. */
  killed: await outcome(() => neverAsked.kill()),
  inOneshot: await outcome(() => old.oneshot(() => old.name())),
  text: String(old),
  inspected: inspect(old),
  json: JSON.stringify(old),
  identity,
  fromIdentity: await outcome(() => Process.fromIdentity(identity)),
  isEqual: old.equals(now) || now.equals(old),
  isSameListed: oldListed === nowListed,
  isSameIdentity: now.identity === identity,
  listedIsNew: nowListed?.equals(now),
  exists: pidExists(second.pid),
  replacement: { isRunning: now.isRunning(), status: now.status(), letter: stateLetter(second.pid) },
}
await end(second)
process.stdout.write(JSON.stringify(result))
