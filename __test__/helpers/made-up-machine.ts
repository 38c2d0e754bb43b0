import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { paths } from 'psutil-native'

/** Files by their names from the top, `proc/stat` and `sys/devices/system/cpu/online`. */
export type Files = Readonly<Record<string, string>>

/** Makes a folder with `proc` and `sys` the machine that is looked at, until the test is over: for serial tests. */
export function lookAt(t: ExecutionContext, root: string): void {
  const { procfs, sysfs } = paths
  t.teardown(() => Object.assign(paths, { procfs, sysfs }))
  Object.assign(paths, { procfs: join(root, 'proc'), sysfs: join(root, 'sys') })
}

/** Looks at a machine of `__test__/fixtures`. */
export function lookAtFixture(t: ExecutionContext, name: string): void {
  lookAt(t, join(import.meta.dirname, '../fixtures', name))
}

/** A machine of these files only. */
export function machine(t: ExecutionContext, files: Files): string {
  const root = mkdtempSync(join(tmpdir(), 'psutil-native-machine-'))
  t.teardown(() => rmSync(root, { recursive: true }))
  mkdirSync(join(root, 'proc'))
  write(root, files)
  return root
}

/** Writes files of a machine anew. */
export function write(root: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
}
