import { fileURLToPath } from 'node:url'
import type { ExecutionContext } from 'ava'
import { paths } from '../../src/paths.ts'

/** Where a made-up machine is. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))
}

/** Looks at a machine at a path instead of this one until the test is over: for serial tests only. */
export function lookAt(t: ExecutionContext, root: string): void {
  const { procfs, sysfs } = paths
  t.teardown(() => Object.assign(paths, { procfs, sysfs }))
  Object.assign(paths, { procfs: `${root}/proc`, sysfs: `${root}/sys` })
}
