import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { ExecutionContext } from 'ava'
import { eventually } from './eventually.ts'
import { stateLetter } from './proc.ts'

/** A variable of the environment that all descendants of a process inherit, whoever their parent comes to be. */
export interface Mark {
  env: NodeJS.ProcessEnv
  /** The numbers of those that live, whether they run or stand. */
  living: () => number[]
}

/** A mark whose bearers are gone after the test, whatever it comes to. */
export function mark(t: ExecutionContext): Mark {
  const id = randomUUID()
  const living = () =>
    readdirSync('/proc')
      .map(Number)
      .filter((pid) => isMarked(pid, id))
  t.teardown(() => eventually('end of all that was started', () => endAll(living())))
  return { env: { PATH: process.env.PATH, PSUTIL_TEST_MARK: id }, living }
}

function isMarked(pid: number, id: string): boolean {
  try {
    // A zombie has no environment any more.
    return pid > 0 && readFileSync(`/proc/${pid}/environ`, 'latin1').includes(id)
  } catch {
    return false
  }
}

/** Stops all, and kills them once there are no others: killed one by one, they might fork away. */
function endAll(pids: number[]): boolean {
  const standing = pids.filter((pid) => send(pid, 'SIGSTOP') && isStanding(pid))
  if (standing.length === pids.length) for (const pid of pids) send(pid, 'SIGKILL')
  return pids.length === 0
}

function isStanding(pid: number): boolean {
  try {
    return stateLetter(pid) === 'T'
  } catch {
    return true
  }
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return true // it has ended meanwhile
  }
}
