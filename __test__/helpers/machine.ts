import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { paths } from 'psutil-native'
import { ROOT } from '../house/sources.ts'

const FIXTURES = join(ROOT, '__test__/fixtures')

/** Looks at a made-up machine of `__test__/fixtures` until the test is over: for serial tests only. */
export function machine(t: ExecutionContext, name: string): void {
  lookAt(t, join(FIXTURES, name))
}

/** The same with a copy that the test may change; where it is. */
export function machineToChange(t: ExecutionContext, name: string): string {
  const root = mkdtempSync(join(tmpdir(), `psutil-native-${name}-`))
  t.teardown(() => rmSync(root, { recursive: true }))
  cpSync(join(FIXTURES, name), root, { recursive: true, verbatimSymlinks: true })
  lookAt(t, root)
  return root
}

function lookAt(t: ExecutionContext, root: string): void {
  const before = { ...paths }
  t.teardown(() => Object.assign(paths, before))
  Object.assign(paths, {
    procfs: join(root, 'proc'),
    sysfs: join(root, 'sys'),
    devfs: join(root, 'dev'),
    etc: join(root, 'etc'),
  })
}
