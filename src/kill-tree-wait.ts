// Stands in for wait.ts.
import { setTimeout } from 'node:timers/promises'
import { NoSuchProcessError } from './errors.ts'
import type { Process } from './process.ts'

function hasEnded(process: Process): boolean {
  try {
    return process.status() === 'zombie'
  } catch (error) {
    if (error instanceof NoSuchProcessError) return true
    throw error
  }
}

export async function waitProcs(
  procs: Iterable<Process>,
  { timeout = Infinity }: { timeout?: number },
): Promise<{ gone: Process[]; alive: Process[] }> {
  const end = performance.now() + timeout
  const gone: Process[] = []
  let alive = [...procs]
  while (true) {
    gone.push(...alive.filter(hasEnded))
    alive = alive.filter((process) => !gone.includes(process))
    if (alive.length === 0 || performance.now() >= end) return { gone, alive }
    await setTimeout(2)
  }
}
