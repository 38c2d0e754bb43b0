import { hidden, Listed } from '../listed.ts'
import { native } from '../native.ts'
import { pathsId } from '../paths.ts'
import type { Attribute, OnError, ProcessesOptions, Row } from '../process/attributes.ts'
import type { ProcessColumns } from '../process/columnar.ts'
import { tabled } from '../process/tabled.ts'
import { answer, type SignalOptions } from './answer.ts'
import { Process } from './process.ts'

/**
 * All processes, in ascending order of their numbers: the same object for the same process while it lives.
 *
 * A step rejects with
 * - an `AccessDeniedError` at the first process that this user may not look at (hidepid)
 * - a `TypeError` if an option is wrong
 * - `options.signal.reason` if that is aborted
 *
 * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
 */
export async function* processIter(options: SignalOptions = {}): AsyncGenerator<Process, void, undefined> {
  for (const process of await listed(options)) {
    if (options.signal?.aborted) throw options.signal.reason
    if (typeof process === 'number') throw hidden(process)
    yield process
  }
}

/**
 * All processes that this user may look at, in ascending order of their numbers: the same object for the same
 * process while it lives.
 *
 * A step rejects with a `TypeError` if an option is wrong, and with `options.signal.reason` if that is aborted.
 *
 * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
 */
export async function* processIterAvailable(
  options: SignalOptions = {},
): AsyncGenerator<Process, void, undefined> {
  for (const process of await listed(options)) {
    if (options.signal?.aborted) throw options.signal.reason
    if (typeof process !== 'number') yield process
  }
}

/**
 * Attributes of all processes, as `processes` of `psutil-native` gives them: `cpuPercent` is since the process
 * started.
 *
 * The Promise rejects with
 * - a `TypeError` if there is no such getter without arguments, or an option is wrong
 * - a `RangeError` if `options.threads` is less than 1
 * - with `{ onError: 'throw' }`, the first error of an attribute
 * - `options.signal.reason` if that is aborted
 *
 * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function processes<const A extends Attribute, E extends OnError = 'null'>(
  attrs: Iterable<A>,
  options?: ProcessesOptions<E> & SignalOptions & { columnar?: false | undefined },
): Promise<Row<A, E>[]>
export function processes<const A extends Attribute, E extends OnError = 'null'>(
  attrs: Iterable<A>,
  options: ProcessesOptions<E> & SignalOptions & { columnar: true },
): Promise<ProcessColumns<A, E>>
export async function processes(
  attrs: Iterable<Attribute>,
  options: ProcessesOptions & SignalOptions = {},
): Promise<object> {
  const { question, layOut } = tabled(attrs, options)
  return layOut(await answer(options, () => native.processesAsync(pathsId(), ...question)))
}

const known = new Listed((handle) => new Process(handle))

async function listed(options: SignalOptions): Promise<(Process | number)[]> {
  const end = known.begin()
  return end(await answer(options, () => native.processListAsync(pathsId())))
}
