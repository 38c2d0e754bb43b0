import type { SpawnOptions } from 'node:child_process'
import type { ExecutionContext } from 'ava'
import { start } from './child.ts'
import { eventually } from './eventually.ts'
import { childPids, stateLetter } from './proc.ts'

/** A zombie until the test is over: the child of a program that never reaps. */
export async function startZombie(
  t: ExecutionContext,
  options?: SpawnOptions,
): Promise<{ pid: number; parent: number }> {
  const parent = start(t, 'sh', ['-c', 'sleep 0 & exec sleep 1000'], options)
  const pid = await eventually('a zombie', () => {
    const [child] = childPids(parent.pid)
    return child !== undefined && stateLetter(child) === 'Z' ? child : undefined
  })
  return { pid, parent: parent.pid }
}
