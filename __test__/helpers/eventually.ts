import { setImmediate } from 'node:timers/promises'

/** Asks again and again until there is an answer, at most 20 s long. */
export async function eventually<T>(what: string, ask: () => T | undefined | false): Promise<T> {
  const deadline = Date.now() + 20_000
  while (Date.now() < deadline) {
    const answer = ask()
    if (answer !== undefined && answer !== false) return answer
    await setImmediate()
  }
  throw new Error(`${what}: not within 20 s`)
}

/** The same without giving way: for what the kernel does by itself within microseconds. */
export function soon(what: string, ask: () => boolean): void {
  const deadline = Date.now() + 20_000
  while (!ask()) {
    if (Date.now() > deadline) throw new Error(`${what}: not within 20 s`)
  }
}
