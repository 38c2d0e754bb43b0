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
  run<T>(callback: () => T): T {
    const kept = this.begin()
    const end = () => kept[Symbol.dispose]()
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

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
