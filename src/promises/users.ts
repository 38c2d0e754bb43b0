import { native } from '../native.ts'
import { type User, usersFrom } from '../users.ts'
import { cellsOf, type SignalOptions } from './answer.ts'

/**
 * Who is logged in, once for each login, as `users` of `psutil-native` gives it.
 *
 * The Promise rejects with a `TypeError` if an option is wrong, and with `options.signal.reason` if that is aborted.
 *
 * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
 */
export async function users(options: SignalOptions = {}): Promise<User[]> {
  return usersFrom(await cellsOf(options, native.usersAsync))
}
