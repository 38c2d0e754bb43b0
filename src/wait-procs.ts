import { invalidType } from './arguments.ts'
import { TimeoutExpiredError } from './errors.ts'
import { checkPatience, patiently, type Settle, type WaitOptions } from './patience.ts'
import { Awaited, type ExitStatus, onEnd } from './process/awaited.ts'
import type { Process } from './process.ts'

/** How long to wait for processes, and whom to tell meanwhile. */
export interface WaitProcsOptions<P extends Awaited = Process> extends WaitOptions {
  /** Called once for each process as soon as it has ended, with how it did if that is known. */
  onExit?: ((process: P, status: ExitStatus | null) => void) | undefined
}

/**
 * Waits until all these processes have ended, but not longer than one deadline for all; gives those that have, in
 * the order of their ends, and those that have not. How each of them ended, its `wait()` tells at once.
 *
 * `const { alive } = await waitProcs(children, { timeout: 3000 })`
 *
 * The Promise rejects with
 * - `options.signal.reason` if that is aborted
 * - what `options.onExit` throws
 * - a `TypeError` or `RangeError` if an argument is wrong
 * - a `PsutilError` (`ERR_INVALID_STATE`) if one of them is this program
 *
 * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
 */
export async function waitProcs<P extends Awaited>(
  procs: Iterable<P>,
  options: WaitProcsOptions<P> = {},
): Promise<{ gone: P[]; alive: P[] }> {
  const alive = checkProcs(procs)
  const { onExit = () => {} } = options
  const patience = checkPatience(options)
  if (typeof onExit !== 'function') throw invalidType('options.onExit', 'a function', onExit)
  const gone: P[] = []
  let hasThrown = false
  const ended = (process: P, status: ExitStatus | null) => {
    alive.delete(process)
    gone.push(process)
    hasThrown = true
    onExit(process, status)
    hasThrown = false
  }
  try {
    await patiently<void>(patience, undefined, (settle) => awaitAll(alive, ended, settle))
  } catch (error) {
    // The deadline is no error; what onExit throws is, whatever it is.
    if (hasThrown || !(error instanceof TimeoutExpiredError)) throw error
  }
  return { gone, alive: [...alive] }
}

/** Tells of each process that ends, and settles once there is none left; gives what prevents it. */
function awaitAll<P extends Awaited>(
  alive: ReadonlySet<P>,
  ended: (process: P, status: ExitStatus | null) => void,
  { resolve, reject }: Settle<void>,
): () => void {
  const stops: (() => void)[] = []
  const stop = () => {
    for (const each of stops) each()
  }
  const onEnded = (process: P) => (status: ExitStatus | null) => {
    try {
      ended(process, status)
    } catch (error) {
      reject(error)
    }
    if (alive.size === 0) resolve()
  }
  try {
    for (const process of [...alive]) stops.push(onEnd(process, { resolve: onEnded(process), reject }))
  } catch (error) {
    stop()
    throw error
  }
  if (alive.size === 0) resolve()
  return stop
}

function checkProcs<P extends Awaited>(procs: Iterable<P>): Set<P> {
  if (typeof procs !== 'object' || procs === null || !(Symbol.iterator in procs)) {
    throw invalidType('procs', 'an iterable of Process', procs)
  }
  const all = new Set(procs)
  for (const each of all) {
    if (!(each instanceof Awaited)) throw invalidType('procs', 'an iterable of Process', each)
  }
  return all
}
