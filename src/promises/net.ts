import { native } from '../native.ts'
import { type Connection, type ConnectionKind, connectionsOf, kindNumber } from '../net.ts'
import { pathsId } from '../paths.ts'
import { answer, type SignalOptions } from './answer.ts'

/**
 * The sockets of all processes, of a kind, as `netConnections` of `psutil-native` gives them.
 *
 * The Promise rejects with
 * - a `TypeError` if `kind` is none of those, or an option is wrong
 * - a `KernelDataError` if a table of the kernel cannot be understood
 * - `options.signal.reason` if that is aborted
 *
 * Availability: Linux.
 */
export async function netConnections(
  kind: ConnectionKind = 'inet',
  options: SignalOptions = {},
): Promise<Connection[]> {
  const place = kindNumber(kind)
  const table = await answer(options, () => native.netConnectionsAsync(pathsId(), place))
  return connectionsOf(table)
}
