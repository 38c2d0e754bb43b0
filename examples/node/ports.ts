// Who listens, and on what: node examples/node/ports.ts
import { type Connection, netConnections, processes } from 'psutil-native'

const names = new Map(processes(['pid', 'name', 'username']).map((row) => [row.pid, row]))

/** A socket of TCP that listens; one of UDP that has a port and no peer. */
function listens({ type, status, laddr, raddr }: Connection): boolean {
  return laddr !== null && (type === 'stream' ? status === 'LISTEN' : raddr === null)
}

const rows = netConnections('inet')
  .filter(listens)
  .flatMap(({ family, type, laddr, pid }) => {
    if (family === 'unix' || laddr === null || typeof laddr === 'string') return []
    const owner = pid === null ? undefined : names.get(pid)
    const address = family === 'IPv6' ? `[${laddr.address}]` : laddr.address
    return {
      port: laddr.port,
      protocol: type === 'stream' ? 'tcp' : 'udp',
      address,
      pid, // null where this user may not see whose it is
      program: owner?.name ?? null,
      user: owner?.username ?? null,
    }
  })

if (rows.length === 0) console.log('Nobody listens.')
else console.table(rows.sort((a, b) => a.port - b.port || a.protocol.localeCompare(b.protocol)))
