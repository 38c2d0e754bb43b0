import { checkInteger, invalidType, isPidInRange } from './arguments.ts'
import { unwrap } from './errors.ts'
import type { Handle } from './handle.ts'
import { hidden, Listed } from './listed.ts'
import { native } from './native.ts'
import { share } from './oneshot.ts'
import { pathsId } from './paths.ts'
import type { Attribute, OnError, ProcessesOptions, Row } from './process/attributes.ts'
import type { ProcessColumns } from './process/columnar.ts'
import { handleOf } from './process/known.ts'
import { tabled } from './process/tabled.ts'
import { Process } from './process.ts'

/**
 * All process ids, in ascending order.
 *
 * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function pids(): number[] {
  const numbers = unwrap(native.pids(pathsId()))
  // A twentieth of the price of Array.from, which asks the array for an iterator.
  const pids = new Array<number>(numbers.length)
  for (let at = 0; at < pids.length; at += 1) pids[at] = numbers[at] ?? 0
  return pids
}

/**
 * Whether a process, and not a thread, has this number; also one that hidepid hides. `false` for numbers that
 * no process can have.
 *
 * @throws {TypeError} if `pid` is not an integer
 *
 * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
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
 * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
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
 * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function* processIterAvailable(): Generator<Process, void, undefined> {
  for (const process of listed()) {
    if (typeof process !== 'number') yield process
  }
}

/**
 * Attributes of all processes that this user may look at, as records in ascending order of their numbers:
 * `processes(['pid', 'name', 'username', 'cpuTimes', 'memoryInfo'])`. Every getter without arguments is one.
 * With `{ columnar: true }` column by column.
 *
 * Each process is visited once, and only what is asked for is read. Those that end meanwhile are left out.
 * `cpuPercent` is since the process started.
 *
 * @throws {TypeError} if there is no such getter without arguments, or an option is wrong
 * @throws {RangeError} if `options.threads` is less than 1
 *
 * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function processes<const A extends Attribute, E extends OnError = 'null'>(
  attrs: Iterable<A>,
  options?: ProcessesOptions<E> & { columnar?: false | undefined },
): Row<A, E>[]
export function processes<const A extends Attribute, E extends OnError = 'null'>(
  attrs: Iterable<A>,
  options: ProcessesOptions<E> & { columnar: true },
): ProcessColumns<A, E>
export function processes(attrs: Iterable<Attribute>, options: ProcessesOptions = {}): object {
  const { question, layOut } = tabled(attrs, options)
  return layOut(unwrap(native.processes(pathsId(), ...question)))
}

/**
 * Reads what several getters of one process need only once, whichever of its objects is asked, in all code that
 * the callback calls: `oneshotPid(pid, () => report(pid))`. A Promise keeps it up until it settles.
 *
 * @throws {NoSuchProcessError} if there is no such process
 *
 * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function oneshotPid<T>(pid: number, callback: () => T): T {
  if (typeof callback !== 'function') throw invalidType('callback', 'a function', callback)
  return share(handleOf(new Process(pid)), callback)
}

const known = new Listed((handle) => new Process(handle))

/** The object of a process: the one that was handed out by the last listing, if it was in there. @internal */
export function objectOf(handle: Handle): Process {
  return known.objectOf(handle)
}

/** All processes; for one that may not be looked at, its number. */
function listed(): (Process | number)[] {
  const end = known.begin()
  return end(unwrap(native.processList(pathsId())))
}
