// Network interfaces.
import { Cells, put } from './cells.ts'
import { Rows, sumUp } from './machine.ts'
import { native } from './native.ts'
import { type NowrapOptions, nowrapOf, wantsNowrap } from './nowrap.ts'

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
  /**
   * Packets dropped instead of sent.
   *
   * Availability: Linux, macOS, FreeBSD, OpenBSD.
   */
  dropout?: number
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
 * Availability: Linux (`/proc/net/dev`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function netIoCounters(options: NowrapOptions = {}): NetIoCounters | null {
  const { length } = read(options)
  if (length === 0) return null
  sumUp(io.numbers, length, COUNTERS)
  return countersFrom(new Cells(io.numbers))
}

/**
 * What went through each interface, by name.
 *
 * @throws {KernelDataError} if `/proc/net/dev` cannot be understood
 *
 * Availability: Linux (`/proc/net/dev`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function pernicNetIoCounters(options: NowrapOptions = {}): Record<string, NetIoCounters> {
  const names = read(options)
  const cells = new Cells(io.numbers)
  const counters = record<NetIoCounters>()
  for (const name of names) counters[name] = countersFrom(cells)
  return counters
}

/**
 * The addresses of each interface, by name: IPv4, IPv6, hardware; an empty list for one that has none.
 *
 * Whatever the `paths` are, it is this machine and our network namespace that answers: there is no file to read them
 * from.
 *
 * Availability: Linux (`getifaddrs(3)`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function netIfAddrs(): Record<string, NetIfAddr[]> {
  return addresses.ask(addrsFrom)
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
 * Availability: Linux (`netdevice(7)`, `ETHTOOL_GLINKSETTINGS`), macOS, FreeBSD, OpenBSD, NetBSD.
 */
export function netIfStats(): Record<string, NetIfStats> {
  return states.ask(statsFrom)
}

/** A record whose keys may be any name. */
function record<Value>(): Record<string, Value> {
  return Object.create(null) as Record<string, Value>
}

// Cell by cell in the order of crates/node/src/interfaces.rs.

/** How many counters an interface has. */
const COUNTERS = 8

function countersFrom(cells: Cells): NetIoCounters {
  const counters: NetIoCounters = {
    bytesSent: cells.number(),
    bytesRecv: cells.number(),
    packetsSent: cells.number(),
    packetsRecv: cells.number(),
    errin: cells.number(),
    errout: cells.number(),
    dropin: cells.number(),
  }
  put(counters, 'dropout', cells)
  return counters
}

/** In the order of `AddressFamily` in `crates/collect/src/model/net.rs`. */
const FAMILIES = ['IPv4', 'IPv6', 'link'] as const

function addrsFrom(cells: Cells): Record<string, NetIfAddr[]> {
  const interfaces = record<NetIfAddr[]>()
  for (let left = cells.number(); left > 0; left -= 1) {
    const name = cells.text()
    interfaces[name] ??= []
    const family = FAMILIES[cells.number()]
    const [address, netmask] = [cells.text(), cells.textOrNull()]
    const [broadcast, ptp] = [cells.textOrNull(), cells.textOrNull()]
    // Else it is an interface without any.
    if (family !== undefined) interfaces[name].push({ family, address, netmask, broadcast, ptp })
  }
  return interfaces
}

function statsFrom(cells: Cells): Record<string, NetIfStats> {
  const interfaces = record<NetIfStats>()
  for (let left = cells.number(); left > 0; left -= 1) {
    const name = cells.text()
    const duplex = cells.text() as NetIfStats['duplex']
    const flags = cells.text()
    interfaces[name] = {
      isUp: cells.flag(),
      duplex,
      speed: cells.numberOrNull(),
      mtu: cells.number(),
      flags: flags === '' ? [] : flags.split(','),
    }
  }
  return interfaces
}

const io = new Rows(native.pernicNetIoCounters)
const addresses = new Rows(native.netIfAddrs)
const states = new Rows(native.netIfStats)

/** Asks what went through the interfaces, and gives their names. */
function read(options: NowrapOptions): string[] {
  const nowrap = wantsNowrap(options)
  const names = io.texts()
  if (nowrap) nowrapOf('pernicNetIoCounters').correct(names, io.numbers, COUNTERS)
  return names
}
