import type { Handle } from './handle.ts'
import { native } from './native.ts'

/** Keeps what one read gives several getters, for as long as anybody wants it kept. @internal */
export class Oneshot {
  readonly #handle: Handle
  #depth = 0
  #number = 0

  constructor(handle: Handle) {
    this.#handle = handle
  }

  /** Begins, unless it has begun already. What comes back ends it, once. */
  begin(): Disposable {
    if (this.#depth === 0) {
      this.#number = native.oneshotBegin()
      this.#handle.oneshot = this.#number
    }
    this.#depth += 1
    let ended = false
    return {
      [Symbol.dispose]: () => {
        if (ended) return
        ended = true
        this.#end()
      },
    }
  }

  /** Keeps it for the time of a callback, and of the Promise that it may return. */
  run<T>(callback: () => T, whenOver: () => void = () => {}): T {
    const kept = this.begin()
    const end = () => {
      kept[Symbol.dispose]()
      if (this.#depth === 0) whenOver()
    }
    let result: T
    try {
      result = callback()
    } catch (error) {
      end()
      throw error
    }
    if (isThenable(result)) {
      result.then(end, end)
    } else {
      end()
    }
    return result
  }

  #end(): void {
    this.#depth -= 1
    if (this.#depth > 0) return
    native.oneshotEnd(this.#number)
    this.#handle.oneshot = 0
  }
}

/** Oneshots that all objects of a process share, by its number. */
const shared = new Map<number, { readonly handle: Handle; readonly oneshot: Oneshot }>()

/**
 * Shares one oneshot among all objects of a process, for the time of a callback and of the Promise that it may
 * return: objects that exist, and those made meanwhile. @internal
 */
export function share<T>(handle: Handle, callback: () => T): T {
  const present = shared.get(handle.pid)
  if (present?.handle.isSame(handle)) return present.oneshot.run(callback)
  const entry = { handle, oneshot: new Oneshot(handle) }
  shared.set(handle.pid, entry)
  return entry.oneshot.run(callback, () => {
    if (shared.get(handle.pid) === entry) shared.delete(handle.pid)
  })
}

/** Gives the numbers of a handle to a callback: with its own oneshot, else with the one that is shared. @internal */
export function lend<T>(handle: Handle, callback: (numbers: Float64Array) => T): T {
  const entry = shared.size > 0 && handle.oneshot === 0 ? shared.get(handle.pid) : undefined
  if (!entry?.handle.isSame(handle)) return callback(handle.numbers)
  handle.oneshot = entry.handle.oneshot
  try {
    return callback(handle.numbers)
  } finally {
    handle.oneshot = 0
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
