import { execFileSync } from 'node:child_process'

/** One column of `ps` for one process. */
export function ps(pid: number, column: string): string {
  const env = { ...process.env, LC_ALL: 'C' }
  return execFileSync('ps', ['-ww', '-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8', env }).trim()
}
