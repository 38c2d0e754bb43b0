import type { User } from '../index.js'
import { unwrap } from './errors.ts'
import { native } from './native.ts'
import { pathsId } from './paths.ts'

export type { User } from '../index.js'

/**
 * Who is logged in, once for each login, in the order in which they came.
 *
 * As logind says (`/run/systemd/sessions`), else as `/run/utmp` does; nobody where there is neither, as on systems
 * with musl. Login screens, services and logins whose process has ended are left out. With other `paths`, `run` is
 * looked for beside `paths.etc`, and numbers of processes are those of `paths.procfs`: assign both.
 *
 * Availability: Linux.
 */
export function users(): User[] {
  return unwrap(native.users(pathsId()))
}
