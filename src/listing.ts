import { checkInteger, invalidType, isPidInRange } from './arguments.ts'
import { AccessDeniedError, unwrap } from './errors.ts'
import { Handle } from './handle.ts'
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
    if (typeof process === 'number') {
      throw new AccessDeniedError(
        process,
        `access to process ${process} denied: procfs is mounted with hidepid`,
      )
    }
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

/** The objects handed out by the last listing, by number. */
let known: ReadonlyMap<number, { handle: Handle; process: Process }> = new Map()

/** The object of a process: the one that was handed out by the last listing, if it was in there. @internal */
export function objectOf(handle: Handle): Process {
  const listed = known.get(handle.pid)
  return listed?.handle.isSame(handle) ? listed.process : new Process(handle)
}

/** All processes; for one that may not be looked at, its number. */
function listed(): (Process | number)[] {
  const handles = Handle.list(unwrap(native.processList(pathsId())))
  const present = new Map<number, { handle: Handle; process: Process }>()
  const list = handles.map((handle) => {
    if (!handle.isReadable) return handle.pid
    const before = known.get(handle.pid)
    const entry = before?.handle.equals(handle) ? before : { handle, process: new Process(handle) }
    present.set(handle.pid, entry)
    return entry.process
  })
  known = present
  return list
}
