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
  // A shell reaps what ends before it has become the program that does not.
  const child = '(while read -r name </proc/$$/comm && [ "$name" != sleep ]; do :; done; exec sleep 0)'
  const parent = start(t, 'sh', ['-c', `${child} & exec sleep 1000`], options)
  const pid = await eventually('a zombie', () => {
    const [child] = childPids(parent.pid)
    return child !== undefined && stateLetter(child) === 'Z' ? child : undefined
  })
  return { pid, parent: parent.pid }
}
