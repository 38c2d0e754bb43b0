import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The package's directory. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The user and group of nobody in particular. */
export const NOBODY = 65534

/** Puts a command under another user. */
export const AS_NOBODY = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups']

/** Whether this user may become another. */
export const isRoot = process.getuid?.() === 0

/** The command that runs a script of this directory. TypeScript goes through tsx, which starts processes itself. */
export function nodeCommand(script: string, ...args: string[]): string[] {
  const file = fileURLToPath(new URL(script, import.meta.url))
  const loader = script.endsWith('.ts') ? ['--import=tsx'] : []
  return [process.execPath, ...loader, file, ...args]
}

/** Runs a command in the package's directory and gives the JSON that it printed. */
export function runForJson(command: string[], timeout = 60_000): unknown {
  const [file = '', ...args] = command
  // NODE_V8_COVERAGE and the like are of no use to another user, HOME is not readable for it.
  const env = { PATH: process.env.PATH, HOME: '/' }
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    cwd: ROOT,
    env,
    encoding: 'utf8',
    timeout,
  })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}: ${stderr}`)
  return JSON.parse(stdout)
}

/** Why a command cannot be run here; `undefined` if it can. */
export function whyNot(file: string, ...args: string[]): string | undefined {
  const { status, stderr, error } = spawnSync(file, args, { encoding: 'utf8', timeout: 60_000 })
  if (error !== undefined) return error.message
  return status === 0 ? undefined : stderr.trim() || `${file} ended with ${status}`
}

/** Why another user cannot run scripts of this package; `undefined` if it can. */
export function whyNotAsNobody(): string | undefined {
  if (!isRoot) return 'only root can become another user'
  const [setpriv = '', ...options] = AS_NOBODY
  return whyNot(setpriv, ...options, 'test', '-r', fileURLToPath(import.meta.url))
}
