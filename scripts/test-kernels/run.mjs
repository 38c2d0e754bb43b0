// Running a program, and a kind word where it fails.
import { execFileSync, spawnSync } from 'node:child_process'

/** What a program prints. */
export function output(command, args, options = {}) {
  return execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 30, ...options })
}

/** Runs a program where everybody sees what it says. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options })
  if (error !== undefined) throw error
  if (status !== 0) die(`${command} ${args.join(' ')} failed`)
}

export function die(reason) {
  console.error(`test:kernels: ${reason}`)
  process.exit(1)
}
