import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { paths } from 'psutil-native'

/** Makes `paths.procfs` a directory of these files until the test is over: for serial tests only. */
export function madeUpProcfs(t: ExecutionContext, files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'psutil-native-procfs-'))
  const before = paths.procfs
  t.teardown(() => {
    paths.procfs = before
    rmSync(root, { recursive: true })
  })
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  paths.procfs = root
  return root
}

/** Asserts that every one of these calls says which file it did not find. */
export function saysWhatIsMissing(t: ExecutionContext, ask: () => unknown, path: string): void {
  const error = t.throws(ask, { name: 'SystemError' })
  const { code, errno, syscall } = error as NodeJS.ErrnoException
  t.like(error, { code: 'ENOENT', errno: -2, syscall: 'openat', path }, `${code} ${errno} ${syscall}`)
  t.true(error?.message.includes(path))
}
