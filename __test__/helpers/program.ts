// A program of the test's own, written on the spot.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { ROOT } from './as-user.ts'

/** Runs a module in the package's directory to its end and gives what it printed. */
export async function run(source: string): Promise<string> {
  const args = ['--import=tsx', '--input-type=module', '--eval', source]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT, timeout: 60_000 })
  return stdout
}
