// Why a program could not be started, where the runtime tells only later: Deno and Bun.

/** Where a program was to be started. */
export interface Where {
  cwd?: string | URL | undefined
  env?: NodeJS.ProcessEnv | undefined
}

/** What libuv calls an error that it has no name for. */
const UV_UNKNOWN = -4094

/** The errno, negative as Node's own, that starting this program most likely failed with. */
export function likelyErrno(file: string, { cwd = '.', env = process.env }: Where): number {
  const { resolve } = process.getBuiltinModule('node:path')
  const { fileURLToPath } = process.getBuiltinModule('node:url')
  const { EACCES, ENOENT } = process.getBuiltinModule('node:os').constants.errno
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
  const { accessSync, constants } = process.getBuiltinModule('node:fs')
  try {
    accessSync(path, constants.X_OK)
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).errno ?? UV_UNKNOWN
  }
}
