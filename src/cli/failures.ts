// A part that cannot be read is shown as missing; the program fails only if all parts are.
import { NoSuchProcessError, PsutilError, UnsupportedError, ZombieProcessError } from '../errors.ts'

/** Not one part of the machine could be read. */
export class NothingToShowError extends Error {}

/** Reads the parts of the machine and remembers what went wrong. */
export class Parts {
  readonly #failures: PsutilError[] = []
  #hasAny = false

  /** What `get` gives; `null` if the kernel or the platform does not. */
  read<T>(get: () => T): T | null {
    try {
      const value = get()
      this.#hasAny = true
      return value
    } catch (error) {
      if (!(error instanceof PsutilError)) throw error
      this.#failures.push(error)
      return null
    }
  }

  /** @throws {NothingToShowError} if all failed */
  check(): void {
    if (this.#hasAny) return
    const reason = this.#failures.find((failure) => !(failure instanceof UnsupportedError))
    throw new NothingToShowError(
      reason === undefined
        ? `nothing can be shown, because none of it is available on ${process.platform}.`
        : `nothing can be shown: ${reason.message}`,
    )
  }
}

/** One answer of a process; `null` if it may not be seen or went with a zombie's memory. Throws if the process is gone. */
export function readOf<T>(get: () => T): T | null {
  try {
    return get()
  } catch (error) {
    if (!(error instanceof PsutilError) || isGone(error)) throw error
    return null
  }
}

/** What `get` gives; `null` if the process that it reads is gone. */
export function unlessGone<T>(get: () => T): T | null {
  try {
    return get()
  } catch (error) {
    if (isGone(error)) return null
    throw error
  }
}

function isGone(error: unknown): boolean {
  return error instanceof NoSuchProcessError && !(error instanceof ZombieProcessError)
}
