// Why a program could not be started, where the runtime tells only later: Deno and Bun.
import { accessSync, constants as files } from 'node:fs'
import { constants } from 'node:os'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where a program was to be started. */
export interface Where {
  cwd?: string | URL | undefined
  env?: NodeJS.ProcessEnv | undefined
}

/** What libuv calls an error that it has no name for. */
const UV_UNKNOWN = -4094
const { EACCES, ENOENT } = constants.errno

/** The errno, negative as Node's own, that starting this program most likely failed with. */
export function likelyErrno(file: string, { cwd = '.', env = process.env }: Where): number {
  const directory = cwd instanceof URL ? fileURLToPath(cwd) : cwd
  const unreachable = refusal(`${resolve(directory)}/`)
  if (unreachable !== undefined) return unreachable
  const folders = file.includes('/') ? [''] : (env.PATH ?? '').split(':')
  const refusals = folders.map((folder) => refusal(resolve(directory, folder, file)))
  if (refusals.includes(undefined)) return UV_UNKNOWN
  // As execvp: one that may not be run is remembered, and looking goes on.
  return refusals.includes(-EACCES) ? -EACCES : (refusals.at(-1) ?? -ENOENT)
}

/** Why a program may not be run, or a directory not be entered; `undefined` if it may. */
function refusal(path: string): number | undefined {
  try {
    accessSync(path, files.X_OK)
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).errno ?? UV_UNKNOWN
  }
}
