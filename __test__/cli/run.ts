// Runs the program as it is installed.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { AS_NOBODY } from '../helpers/as-user.ts'

/** What `npx psutil-native` starts. */
export const BIN = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url))

/** Its exit code and what it wrote into pipes. */
export function run(args: string[], env: Record<string, string> = {}) {
  return spawnSync(process.execPath, [BIN, ...args], {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
    timeout: 60_000,
  })
}

/** The same for a user without rights. */
export function runAsNobody(args: string[]) {
  const [setpriv = '', ...options] = AS_NOBODY
  const command = [...options, process.execPath, BIN, ...args]
  return spawnSync(setpriv, command, { encoding: 'utf8', cwd: '/', timeout: 60_000 })
}
