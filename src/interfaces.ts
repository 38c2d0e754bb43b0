// Network interfaces.
import { unwrap } from './errors.ts'
import { native } from './native.ts'
import { type NowrapOptions, nowrapOf, wantsNowrap } from './nowrap.ts'
import { pathsId } from './paths.ts'
import { Columns } from './table.ts'

/** What went through an interface, or through all of them. */
export interface NetIoCounters {
  bytesSent: number
  bytesRecv: number
  packetsSent: number
  packetsRecv: number
  /** Errors while receiving. */
  errin: number
  /** Errors while sending. */
  errout: number
  /** Packets received and dropped. */
  dropin: number
  /** Packets dropped instead of sent. */
  dropout: number
}

/** An address of an interface. */
export interface NetIfAddr {
  family: 'IPv4' | 'IPv6' | 'link'
  /**
   * `'10.0.0.1'`; `'fe80::1%eth0'` if it is good only on that interface; `'02:00:00:00:00:01'` for hardware, as many
   * bytes as it has. The hardware address of a tunnel is the IP address of its end.
   */
  address: string
  /** `'255.255.255.0'`, `'ffff:ffff:ffff:ffff::'`; `null` for hardware. */
  netmask: string | null
  /** The address of all in its network; `null` for none, and always for IPv6. */
  broadcast: string | null
  /** The other end of a point-to-point line; `null` for none. */
  ptp: string | null
}

/** The state of an interface. */
export interface NetIfStats {
  /** Switched on, and the line is there. */
  isUp: boolean
  /** `'unknown'` if the driver does not tell. */
  duplex: 'full' | 'half' | 'unknown'
  /** Mbit/s; `null` if the driver does not tell. */
  speed: number | null
  /** The largest packet, in bytes. */
  mtu: number
  /** `'up'`, `'broadcast'`, `'running'`, `'multicast'` and so on, as in `netdevice(7)`. */
  flags: string[]
}

/**
 * What went through all interfaces together, the loopback interface included; `null` if there is none.
 *
 * @throws {KernelDataError} if `/proc/net/dev` cannot be understood
 *
 * Availability: Linux (`/proc/net/dev`).
 */
export function netIoCounters(options: NowrapOptions = {}): NetIoCounters | null {
  const [first, ...others] = Object.values(pernicNetIoCounters(options))
  return first === undefined ? null : others.reduce(sum, first)
}

/**
 * What went through each interface, by name.
 *
 * @throws {KernelDataError} if `/proc/net/dev` cannot be understood
 *
 * Availability: Linux (`/proc/net/dev`).
 */
export function pernicNetIoCounters(options: NowrapOptions = {}): Record<string, NetIoCounters> {
  const nowrap = wantsNowrap(options)
  const columns = new Columns(unwrap(native.pernicNetIoCounters(pathsId())))
  const counters = record<NetIoCounters>()
  for (const [name, row] of columns.rows(
    (row) => [columns.text(0, row), countersOf(columns, row)] as const,
  )) {
    counters[name] = row
  }
  return nowrap ? nowrapOf('pernicNetIoCounters').correct(counters) : counters
}

/**
 * The addresses of each interface, by name: IPv4, IPv6, hardware; an empty list for one that has none.
 *
 * Whatever the `paths` are, it is this machine and our network namespace that answers: there is no file to read them
 * from.
 *
 * Availability: Linux (`getifaddrs(3)`).
 */
export function netIfAddrs(): Record<string, NetIfAddr[]> {
  const columns = new Columns(unwrap(native.netIfAddrs(pathsId())))
  const interfaces = record<NetIfAddr[]>()
  columns.rows((row) => {
    const name = columns.text(0, row)
    interfaces[name] ??= []
    interfaces[name].push(...addrOf(columns, row))
  })
  return interfaces
}

/**
 * The state of each interface, by name.
 *
 * Under other `paths` it is read from `class/net` of that sysfs, which must be mounted in the network namespace that
 * is meant.
 *
 * @throws {AccessDeniedError} where a sandbox forbids to ask
 * @throws {KernelDataError} if `/proc/net/dev` or a file of sysfs cannot be understood
 *
 * Availability: Linux (`netdevice(7)`, `ETHTOOL_GLINKSETTINGS`).
 */
export function netIfStats(): Record<string, NetIfStats> {
  const columns = new Columns(unwrap(native.netIfStats(pathsId())))
  const interfaces = record<NetIfStats>()
  columns.rows((row) => {
    interfaces[columns.text(0, row)] = statsOf(columns, row)
  })
  return interfaces
}

/** A record whose keys may be any name. */
function record<Value>(): Record<string, Value> {
  return Object.create(null) as Record<string, Value>
}

/** The columns of `crates/node/src/interfaces.rs`. */
function countersOf(columns: Columns, row: number): NetIoCounters {
  return {
    bytesSent: columns.number(0, row),
    bytesRecv: columns.number(1, row),
    packetsSent: columns.number(2, row),
    packetsRecv: columns.number(3, row),
    errin: columns.number(4, row),
    errout: columns.number(5, row),
    dropin: columns.number(6, row),
    dropout: columns.number(7, row),
  }
}

/** In the order of `AddressFamily` in `crates/collect/src/model/net.rs`. */
const FAMILIES = ['IPv4', 'IPv6', 'link'] as const

/** The address of a row; none of a row that stands for an interface without any. */
function addrOf(columns: Columns, row: number): NetIfAddr[] {
  const family = FAMILIES[columns.number(0, row)]
  const address = columns.textOrNull(1, row)
  if (family === undefined || address === null) return []
  const [netmask, broadcast, ptp] = [2, 3, 4].map((column) => columns.textOrNull(column, row))
  return [{ family, address, netmask: netmask ?? null, broadcast: broadcast ?? null, ptp: ptp ?? null }]
}

function statsOf(columns: Columns, row: number): NetIfStats {
  const flags = columns.text(2, row)
  return {
    isUp: columns.number(0, row) === 1,
    duplex: columns.text(1, row) as NetIfStats['duplex'],
    speed: columns.numberOrNull(1, row),
    mtu: columns.number(2, row),
    flags: flags === '' ? [] : flags.split(','),
  }
}

function sum(a: NetIoCounters, b: NetIoCounters): NetIoCounters {
  return {
    bytesSent: a.bytesSent + b.bytesSent,
    bytesRecv: a.bytesRecv + b.bytesRecv,
    packetsSent: a.packetsSent + b.packetsSent,
    packetsRecv: a.packetsRecv + b.packetsRecv,
    errin: a.errin + b.errin,
    errout: a.errout + b.errout,
    dropin: a.dropin + b.dropin,
    dropout: a.dropout + b.dropout,
  }
}
