// Network interfaces as tables: their states and addresses, and what went through them.
import type { NetIfAddr, NetIfStats, NetIoCounters } from '../index.ts'
import { formatBytes, UNKNOWN } from './format.ts'
import { type Column, grid } from './grid.ts'
import type { Interface } from './net.ts'
import { type Span, span } from './style.ts'

/** The lines, in so many columns. */
export function netView(all: readonly Interface[], columns: number): Span[][] {
  if (all.length === 0) return [[span('There are no network interfaces.')]]
  return [...states(all, columns), [], ...traffic(all, columns)]
}

/** A row for each address; what is said of the interface stands beside the first. */
function states(all: readonly Interface[], columns: number): Span[][] {
  const rows = all.flatMap((each) => {
    const addresses = each.addrs === null || each.addrs.length === 0 ? [null] : each.addrs
    return addresses.map((address, at) => ({ address, each: at === 0 ? each : null }))
  })
  const columnOf = (title: string, text: (each: Interface) => string): Column => ({
    title,
    cells: rows.map(({ each }) => (each === null ? '' : text(each))),
  })
  return grid(
    [
      { ...columnOf('INTERFACE', ({ name }) => name), style: () => 'bold' },
      {
        ...columnOf('STATE', ({ stats }) => stateOf(stats)),
        style: (row) => (rows[row]?.each?.stats?.isUp ? 'low' : 'dim'),
      },
      {
        ...columnOf('SPEED', ({ stats }) => formatSpeed(stats?.speed ?? null)),
        alignment: 'right',
        dispensable: 2,
      },
      {
        ...columnOf('MTU', ({ stats }) => String(stats?.mtu ?? UNKNOWN)),
        alignment: 'right',
        dispensable: 1,
      },
      { title: 'ADDRESSES', cells: rows.map(({ address }) => addressOf(address)), cut: 'end' },
    ],
    columns,
  )
}

/** A row for each direction. */
function traffic(all: readonly Interface[], columns: number): Span[][] {
  const rows = all.flatMap(({ name, counters }) => [
    { name, way: 'received', counts: counters && received(counters) },
    { name: '', way: 'sent', counts: counters && sent(counters) },
  ])
  const columnOf = (title: string, text: (counts: Counts) => string | number): Column => ({
    title,
    cells: rows.map(({ counts }) => (counts === null ? UNKNOWN : String(text(counts)))),
    alignment: 'right',
  })
  return grid(
    [
      { title: 'INTERFACE', cells: rows.map(({ name }) => name), style: () => 'bold' },
      { title: '', cells: rows.map(({ way }) => way) },
      columnOf('BYTES', ({ bytes }) => formatBytes(bytes)),
      { ...columnOf('PACKETS', ({ packets }) => packets), dispensable: 1 },
      columnOf('ERRORS', ({ errors }) => errors),
      columnOf('DROPS', ({ drops }) => drops),
    ],
    columns,
  )
}

interface Counts {
  readonly bytes: number
  readonly packets: number
  readonly errors: number
  readonly drops: number | string
}

function received({ bytesRecv, packetsRecv, errin, dropin }: NetIoCounters): Counts {
  return { bytes: bytesRecv, packets: packetsRecv, errors: errin, drops: dropin }
}

function sent({ bytesSent, packetsSent, errout, dropout }: NetIoCounters): Counts {
  return { bytes: bytesSent, packets: packetsSent, errors: errout, drops: dropout ?? UNKNOWN }
}

function stateOf(stats: NetIfStats | null): string {
  if (stats === null) return UNKNOWN
  return stats.isUp ? 'up' : 'down'
}

/** `100 Mbit/s`, `2.5 Gbit/s` */
function formatSpeed(megabits: number | null): string {
  if (megabits === null) return UNKNOWN
  return megabits < 1000 ? `${megabits} Mbit/s` : `${megabits / 1000} Gbit/s`
}

/** With the length of its prefix, if its netmask has one. */
function addressOf(addr: NetIfAddr | null): string {
  if (addr === null) return UNKNOWN
  const bits = addr.netmask === null ? null : prefixOf(addr.netmask)
  const peer = addr.ptp === null ? '' : ` to ${addr.ptp}`
  return `${addr.address}${bits === null ? '' : `/${bits}`}${peer}`
}

/** The ones at the beginning of a netmask; `null` if there are others further on. */
function prefixOf(netmask: string): number | null {
  const bits = netmask.includes(':') ? bitsOfIPv6(netmask) : bitsOfIPv4(netmask)
  const ones = bits.indexOf('0') < 0 ? bits.length : bits.indexOf('0')
  return bits.includes('1', ones) ? null : ones
}

function bitsOfIPv4(netmask: string): string {
  return netmask
    .split('.')
    .map((byte) => Number(byte).toString(2).padStart(8, '0'))
    .join('')
}

/** The kernel knows prefixes only: what stands for zeros, `::`, is at the end. */
function bitsOfIPv6(netmask: string): string {
  const groups = netmask
    .replace(/::.*$/, '')
    .split(':')
    .filter((group) => group !== '')
  const bits = groups.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('')
  return bits.padEnd(128, '0')
}
