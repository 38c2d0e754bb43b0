import { native } from '../native.ts'
import {
  type Connection,
  type ConnectionKind,
  connectionsOf,
  kindNumber,
  type NetConnectionsOptions,
  statusBits,
  type UnownedConnection,
  unownedOf,
  wantsOwners,
} from '../net.ts'
import { pathsId } from '../paths.ts'
import { answer, type SignalOptions } from './answer.ts'

/**
 * The sockets of all processes, of a kind, as `netConnections` of `psutil-native` gives them; `{ owners: false }` and
 * `{ status: 'LISTEN' }` too.
 *
 * The Promise rejects with
 * - a `TypeError` if `kind` is none of those, or an option is wrong
 * - a `KernelDataError` if a table of the kernel cannot be understood
 * - `options.signal.reason` if that is aborted
 *
 * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function netConnections(
  kind?: ConnectionKind,
  options?: NetConnectionsOptions & SignalOptions & { owners?: true | undefined },
): Promise<Connection[]>
export function netConnections(
  kind: ConnectionKind | undefined,
  options: NetConnectionsOptions & SignalOptions & { owners: false },
): Promise<UnownedConnection[]>
export function netConnections(
  kind: ConnectionKind | undefined,
  options: NetConnectionsOptions & SignalOptions,
): Promise<(Connection | UnownedConnection)[]>
export async function netConnections(
  kind: ConnectionKind = 'inet',
  options: NetConnectionsOptions & SignalOptions = {},
): Promise<(Connection | UnownedConnection)[]> {
  const [place, statuses, owners] = [kindNumber(kind), statusBits(options), wantsOwners(options)]
  const ask = () => native.netConnectionsAsync(pathsId(), place, statuses, owners)
  const table = await answer(options, ask)
  return owners ? connectionsOf(table) : unownedOf(table)
}
