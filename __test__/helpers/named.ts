import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { Process } from 'psutil-native'
import { start, untilAsleep } from './child.ts'

/** A program to make copies of under other names. */
export const SLEEP = ['/bin/sleep', '/usr/bin/sleep'].find(existsSync) ?? '/bin/sleep'

/** A directory of the test's own. */
export function directory(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'psutil-native-'))
  t.teardown(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** A sleeping program of this name. */
export function startNamed(t: ExecutionContext, name: string): { target: Process; path: string } {
  const path = join(directory(t), name)
  copyFileSync(SLEEP, path)
  const { pid } = start(t, path, ['1000'])
  untilAsleep(pid)
  return { target: new Process(pid), path }
}
