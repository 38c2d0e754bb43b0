import { checkInteger, invalidType, isPidInRange } from './arguments.ts'
import { unwrap } from './errors.ts'
import { hidden, Listed } from './listed.ts'
import { native } from './native.ts'
import { share } from './oneshot.ts'
import { pathsId } from './paths.ts'
import { handleOf } from './process/known.ts'
import { Process } from './process.ts'

/**
 * All process ids, in ascending order.
 *
 * Availability: Linux.
 */
export function pids(): number[] {
  return Array.from(unwrap(native.pids(pathsId())))
}

/**
 * Whether a process, and not a thread, has this number; also one that hidepid hides. `false` for numbers that
 * no process can have.
 *
 * @throws {TypeError} if `pid` is not an integer
 *
 * Availability: Linux.
 */
export function pidExists(pid: number): boolean {
  checkInteger('pid', pid)
  return isPidInRange(pid) && unwrap(native.pidExists(pathsId(), pid))
}

/**
 * All processes, in ascending order of their numbers: the same object for the same process while it lives.
 *
 * @throws {AccessDeniedError} at the first process that this user may not look at (hidepid)
 *
 * Availability: Linux.
 */
export function* processIter(): Generator<Process, void, undefined> {
  for (const process of listed()) {
    if (typeof process === 'number') throw hidden(process)
    yield process
  }
}

/**
 * All processes that this user may look at, in ascending order of their numbers: the same object for the same
 * process while it lives.
 *
 * Availability: Linux.
 */
export function* processIterAvailable(): Generator<Process, void, undefined> {
  for (const process of listed()) {
    if (typeof process !== 'number') yield process
  }
}

/**
 * Reads what several getters of one process need only once, whichever of its objects is asked, in all code that
 * the callback calls: `oneshotPid(pid, () => report(pid))`. A Promise keeps it up until it settles.
 *
 * @throws {NoSuchProcessError} if there is no such process
 *
 * Availability: Linux.
 */
export function oneshotPid<T>(pid: number, callback: () => T): T {
  if (typeof callback !== 'function') throw invalidType('callback', 'a function', callback)
  return share(handleOf(new Process(pid)), callback)
}

const known = new Listed((handle) => new Process(handle))

/** All processes; for one that may not be looked at, its number. */
function listed(): (Process | number)[] {
  const end = known.begin()
  return end(unwrap(native.processList(pathsId())))
}
