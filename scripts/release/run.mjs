// Running a program.
import { execFileSync, spawnSync } from 'node:child_process'

/** What a program prints. */
export function output(command, args) {
  return execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 30 })
}

/** Runs a program where everybody sees what it says; throws if it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`)
}
