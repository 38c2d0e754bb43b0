// Who is logged in.
import type { Cells } from './cells.ts'
import { askStream } from './machine.ts'
import { native } from './native.ts'

/** Somebody who is logged in. */
export interface User {
  /** Who. */
  name: string
  /** Where they type, without `/dev/`: `pts/0`, `tty1`, or an X11 display such as `:0`; `null` for neither. */
  terminal: string | null
  /** The machine that they came from; `null` for those who sit at this one. */
  host: string | null
  /** When they logged in, in milliseconds since the epoch; `null` if that is not recorded. */
  started: number | null
  /** The process that logged them in; `null` if that is not recorded. */
  pid: number | null
}

/**
 * Who is logged in, once for each login, in the order in which they came.
 *
 * As logind says (`/run/systemd/sessions`), else as `/run/utmp` does; nobody where there is neither, as on systems
 * with musl. Login screens, services and logins whose process has ended are left out. With other `paths`, `run` is
 * looked for beside `paths.etc`, and numbers of processes are those of `paths.procfs`: assign both.
 *
 * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function users(): User[] {
  return usersFrom(askStream(native.users))
}

/** In the order of crates/node/src/users.rs. @internal */
export function usersFrom(cells: Cells): User[] {
  return cells.list(() => ({
    name: cells.text(),
    terminal: cells.textOrNull(),
    host: cells.textOrNull(),
    started: cells.numberOrNull(),
    pid: cells.numberOrNull(),
  }))
}
