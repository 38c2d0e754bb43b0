import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { soon } from './eventually.ts'

/** Where cgroups that limit CPU time can be made. */
interface Hierarchy {
  version: 1 | 2
  root: string
}

/** The hierarchy of the controller `cpu`, where this machine has mounted it. */
function hierarchy(): Hierarchy | undefined {
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
  const v1 = mounts.find(([, , type, options]) => type === 'cgroup' && options?.split(',').includes('cpu'))
  if (v1?.[1] !== undefined) return { version: 1, root: v1[1] }
  const root = mounts.find(([, , type]) => type === 'cgroup2')?.[1]
  if (root === undefined) return undefined
  // Switching the controller on for others is not for a test to do.
  const enabled = join(root, 'cgroup.subtree_control')
  const hasCpu = existsSync(enabled) && readFileSync(enabled, 'utf8').split(/\s/).includes('cpu')
  return hasCpu ? { version: 2, root } : undefined
}

let count = 0

/**
 * A cgroup that may use so many CPUs, and in it another without a limit, until the test is over.
 *
 * @returns the inner one
 */
export function makeCgroup(t: Pick<ExecutionContext, 'teardown'>, cpus: number): string {
  const found = hierarchy()
  if (found === undefined) throw new Error('no hierarchy of cgroups with the controller cpu')
  count += 1
  const outer = join(found.root, `psutil-native-${process.pid}-${count}`)
  const inner = join(outer, 'inner')
  mkdirSync(inner, { recursive: true })
  t.teardown(() => {
    // A process leaves its cgroup a moment after it was reaped.
    for (const path of [inner, outer]) soon(`removal of ${path}`, () => removed(path))
  })
  if (found.version === 2) {
    writeFileSync(join(outer, 'cpu.max'), `${cpus * 100_000} 100000`)
  } else {
    writeFileSync(join(outer, 'cpu.cfs_period_us'), '100000')
    writeFileSync(join(outer, 'cpu.cfs_quota_us'), `${cpus * 100_000}`)
  }
  return inner
}

function removed(path: string): boolean {
  try {
    rmdirSync(path)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT'
  }
  return true
}

/** Why no cgroup can be made here; `undefined` if it can. */
export function whyNoCgroup(): string | undefined {
  const undo: (() => unknown)[] = []
  try {
    makeCgroup({ teardown: (each) => void undo.push(each) }, 1)
    return undefined
  } catch (error) {
    return (error as Error).message
  } finally {
    for (const each of undo) each()
  }
}

/** A command that runs in a cgroup. */
export function inCgroup(path: string, command: string[]): string[] {
  return ['sh', '-c', 'echo $$ > "$0/cgroup.procs" && exec "$@"', path, ...command]
}
