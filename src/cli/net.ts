// Network interfaces.
import type { NetIfAddr, NetIfStats, NetIoCounters } from '../index.ts'
import type { Report } from './data.ts'
import { Parts } from './failures.ts'
import { netView } from './net-view.ts'

/** What is asked of the package. */
export interface NetSource {
  netIfAddrs(): Record<string, NetIfAddr[]>
  netIfStats(): Record<string, NetIfStats>
  pernicNetIoCounters(): Record<string, NetIoCounters>
}

/** An interface. `null`: not known. */
export interface Interface {
  name: string
  stats: NetIfStats | null
  addrs: NetIfAddr[] | null
  counters: NetIoCounters | null
}

/**
 * What ip(8) tells of interfaces.
 *
 * @throws {NothingToShowError} if nothing about them can be read
 */
export function net(source: NetSource): Report {
  const data = interfaces(source)
  return { data, view: (columns) => netView(data, columns) }
}

/** The interfaces in the order of their names, whatever knows of them. */
export function interfaces(source: NetSource): Interface[] {
  const parts = new Parts()
  const stats = parts.read(() => source.netIfStats())
  const addrs = parts.read(() => source.netIfAddrs())
  const counters = parts.read(() => source.pernicNetIoCounters())
  parts.check()
  const names = new Set([stats, addrs, counters].flatMap((each) => Object.keys(each ?? {})))
  return [...names].sort().map((name) => ({
    name,
    stats: stats?.[name] ?? null,
    addrs: addrs?.[name] ?? null,
    counters: counters?.[name] ?? null,
  }))
}
