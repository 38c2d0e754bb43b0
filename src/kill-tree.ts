import { checkOptions, checkTimeout, invalidType, invalidValue, outOfRange } from './arguments.ts'
import { AccessDeniedError, NoSuchProcessError, unwrap } from './errors.ts'
import { Handle } from './handle.ts'
import { native } from './native.ts'
import { Controlled } from './process/controlled.ts'
import { handleOf } from './process/known.ts'
import { Process } from './process.ts'
import { type Signal, signalNumber } from './signals.ts'
import { waitProcs } from './wait-procs.ts'

/** How a tree is ended. */
export interface KillTreeOptions {
  /** What asks it to end, by default `'SIGTERM'`. */
  signal?: Signal | undefined
  /** Milliseconds until what is left gets `SIGKILL`, by default 5000. 0: at once, `Infinity`: never. */
  forceAfter?: number | undefined
  /** Milliseconds until it is given up, by default `Infinity`. */
  timeout?: number | undefined
}

/** What became of a tree. Each process is in one of the lists, nearest first. */
export interface KilledTree<P extends Controlled = Process> {
  /** They have ended. */
  gone: (P | Process)[]
  /** They have not, within the time there was. */
  alive: (P | Process)[]
  /** This user may not end them, or nobody may: threads of the kernel, and process 1. */
  denied: (P | Process)[]
}

/** Names of signals that end nothing. Not every system has all. */
const ENDING_NOTHING = [
  'SIGCHLD',
  'SIGCONT',
  'SIGINFO',
  'SIGSTOP',
  'SIGTSTP',
  'SIGTTIN',
  'SIGTTOU',
  'SIGURG',
  'SIGWINCH',
]
/** The longest try to stop a tree that forks as fast as it can, in milliseconds. */
const LONGEST_STOP = 10_000
/** How many ends are waited for at once: each takes a descriptor. */
const MOST_WAITS = 256
/** The shortest and the longest time between two looks for new members, in milliseconds. */
const [SHORTEST_REST, LONGEST_REST] = [10, 250]

/**
 * Ends a process and all that descends from it, also what it starts meanwhile:
 * `await killTree(process, { signal: 'SIGINT', forceAfter: 2000 })`.
 *
 * All of them are stopped first, so that none forks away, and then get the signal. What they start while they end
 * gets it once they have ended. What is left after `forceAfter` milliseconds is stopped again and killed. A process
 * that has lost its parent before is found only if it is in a session that a member of the tree began; so is one
 * that a member starts and leaves alone while it heeds the signal. With `forceAfter: 0` nothing has that time.
 *
 * A process that has ended already is `gone`. The Promise rejects with
 * - a `TypeError` or `RangeError` if an argument is wrong, or the signal is one that ends nothing
 * - a `PsutilError` (`ERR_INVALID_STATE`) if this program is in the tree; nothing has been done then
 *
 * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
 */
export async function killTree<P extends Controlled = Process>(
  process: P,
  options: KillTreeOptions = {},
): Promise<KilledTree<P>> {
  if (!(process instanceof Controlled)) throw invalidType('process', 'a Process', process)
  checkOptions(options)
  const { signal = 'SIGTERM', forceAfter = 5000, timeout = Infinity } = options
  const number = endingSignal(signal)
  checkTimeout('options.forceAfter', forceAfter)
  checkTimeout('options.timeout', timeout)
  const end = performance.now() + timeout
  const kill = signalNumber('SIGKILL')
  const tree = new Tree(process)
  if (forceAfter > 0 && number !== kill) await tree.end(number, forceAfter, end)
  if (forceAfter !== Infinity || number === kill) await tree.end(kill, Infinity, end)
  return tree.sorted()
}

/** The number of a signal that ends processes. */
function endingSignal(signal: Signal): number {
  const number = signalNumber(signal)
  if (number === 0) throw outOfRange('options.signal', '>= 1', number)
  if (ENDING_NOTHING.some((name) => native.signalNumber(name) === number)) {
    throw invalidValue('options.signal', 'a signal that ends processes', signal)
  }
  return number
}

/** A process and what is known to descend from it. */
class Tree<P extends Controlled> {
  /** All members ever, by what tells them apart, nearest first. */
  readonly #known = new Map<string, P | Process>()
  readonly #living = new Set<P | Process>()
  readonly #denied = new Set<P | Process>()

  constructor(root: P) {
    this.#known.set(handleOf(root).words, root)
    this.#living.add(root)
  }

  /** Sends a signal to all, and waits until none is left, `patience` has run out or `end` has come. */
  async end(signal: number, patience: number, end: number): Promise<void> {
    let until = end
    for (let first = true; this.#living.size > 0 && (first || performance.now() < until); first = false) {
      await this.#signal(signal, Math.min(LONGEST_STOP, Math.max(0, end - performance.now())))
      if (first) until = Math.min(end, performance.now() + patience)
      await this.#watch(until, signal === signalNumber('SIGKILL'))
    }
  }

  /** What became of all. */
  sorted(): KilledTree<P> {
    const all = [...this.#known.values()]
    const gone = all.filter(hasEnded)
    const denied = all.filter((each) => this.#denied.has(each) && !gone.includes(each))
    const alive = all.filter((each) => !gone.includes(each) && !denied.includes(each))
    return { gone, alive, denied }
  }

  /**
   * Waits until all have ended that live now, and keeps looking for what they start; with `hurry` no longer than
   * until there is something.
   */
  async #watch(until: number, hurry: boolean): Promise<void> {
    const waiting = new Set(this.#living)
    let rest = SHORTEST_REST
    while (waiting.size > 0) {
      const left = until - performance.now()
      if (left <= 0) return
      const some = [...waiting].slice(0, MOST_WAITS)
      const { gone, alive } = await waitProcs(some, { timeout: Math.min(left, rest) })
      for (const each of gone) {
        waiting.delete(each)
        this.#living.delete(each)
      }
      if (alive.length === 0) continue
      await this.#look()
      if (hurry && this.#living.size > waiting.size) return
      rest = Math.min(2 * rest, LONGEST_REST)
    }
  }

  async #look(): Promise<void> {
    const { members } = unwrap(await native.processTree(this.#handles(), null, 0))
    for (const each of Handle.list(members)) {
      if (!this.#known.has(each.words)) this.#living.add(this.#member(each))
    }
  }

  async #signal(signal: number, limit: number): Promise<void> {
    const { members, denied } = unwrap(await native.processTree(this.#handles(), signal, limit))
    this.#living.clear()
    this.#denied.clear()
    for (const each of Handle.list(members)) this.#living.add(this.#member(each))
    for (const each of Handle.list(denied)) this.#denied.add(this.#member(each))
  }

  #member(handle: Handle): P | Process {
    const key = handle.words
    const member = this.#known.get(key) ?? new Process(handle)
    this.#known.set(key, member)
    return member
  }

  #handles(): Float64Array {
    return Handle.join([...this.#known.values()].map(handleOf))
  }
}

/** Whether a process has ended, also if nobody has asked for its exit status yet. */
function hasEnded(process: Controlled): boolean {
  try {
    // The first thread may have ended before others.
    return process.oneshot(() => process.status() === 'zombie' && process.numThreads() <= 1)
  } catch (error) {
    if (error instanceof NoSuchProcessError) return true
    if (error instanceof AccessDeniedError) return false
    throw error
  }
}
