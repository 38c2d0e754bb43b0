// How long to wait, told in one way wherever anything is waited for.
import { checkAbortSignal, checkTimeout, isOn } from './arguments.ts'
import { TimeoutExpiredError } from './errors.ts'

/** When to give up. */
export interface PatienceOptions {
  /** Milliseconds; by default, and with `Infinity`, as long as it takes. 0 only looks. */
  timeout?: number | undefined
  /** Gives up when it is aborted: the Promise rejects with its reason. */
  signal?: AbortSignal | undefined
}

/** When to give up, and whether the program stays for it. */
export interface WaitOptions extends PatienceOptions {
  /** `false`: waiting does not keep the program alive, like `timer.unref()`. */
  ref?: boolean | undefined
}

/** What is made of options once they have been checked. @internal */
export interface Patience {
  readonly timeout: number
  readonly signal: AbortSignal | undefined
  /** Whether waiting keeps the program alive. */
  readonly holds: boolean
}

/** The longest that a timer of Node's can run, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1

/** Checks when to give up, and gives up at once if that is now. @internal */
export function checkPatience(options: WaitOptions): Patience {
  const holds = isOn(options, 'ref', true)
  const { timeout = Infinity, signal } = options
  checkTimeout('options.timeout', timeout)
  if (signal !== undefined) checkAbortSignal('options.signal', signal)
  if (signal?.aborted) throw signal.reason
  return { timeout, signal, holds }
}

/** What settles a Promise. @internal */
export interface Settle<T> {
  resolve: (value: T) => void
  reject: (reason: unknown) => void
}

/**
 * Waits for what `begin` begins, no longer than patience lasts. What `begin` gives back is called when it is over,
 * however it ended. @internal
 */
export async function patiently<T>(
  { timeout, signal, holds }: Patience,
  pid: number | undefined,
  begin: (settle: Settle<T>) => () => void,
): Promise<T> {
  const endings: (() => void)[] = []
  try {
    return await new Promise<T>((resolve, reject) => {
      // First: what is over already is no matter of time.
      endings.push(begin({ resolve, reject }))
      if (signal !== undefined) endings.push(whenAborted(signal, () => reject(signal.reason)))
      endings.push(after(timeout, () => reject(new TimeoutExpiredError(timeout, pid)), holds))
      if (holds) endings.push(hold())
    })
  } finally {
    for (const end of endings) end()
  }
}

/** Who is to be called when a signal is aborted. */
const callbacks = new WeakMap<AbortSignal, Set<() => void>>()

/** Calls back when a signal is aborted; gives what prevents it. */
function whenAborted(signal: AbortSignal, callback: () => void): () => void {
  const all = callbacks.get(signal) ?? new Set()
  if (all.size === 0) {
    callbacks.set(signal, all)
    // One listener for all: of many on one signal Node warns, as if they had been forgotten.
    signal.addEventListener('abort', callAll)
  }
  all.add(callback)
  return () => {
    all.delete(callback)
    if (all.size === 0) signal.removeEventListener('abort', callAll)
  }
}

function callAll(this: AbortSignal): void {
  for (const callback of callbacks.get(this) ?? []) callback()
}

/** Keeps the program alive until what it gives is called. Threads of ours do not, by themselves. */
function hold(): () => void {
  const timer = setInterval(() => {}, LONGEST_TIMER)
  return () => clearInterval(timer)
}

/** Calls back after some milliseconds, however many; gives what prevents it. @internal */
export function after(milliseconds: number, callback: () => void, holds: boolean): () => void {
  if (milliseconds === Infinity) return () => {}
  let timer: NodeJS.Timeout
  const wait = (left: number) => {
    const next = () => (left > LONGEST_TIMER ? wait(left - LONGEST_TIMER) : callback())
    timer = setTimeout(next, Math.min(left, LONGEST_TIMER))
    if (!holds) timer.unref()
  }
  wait(milliseconds)
  return () => clearTimeout(timer)
}
