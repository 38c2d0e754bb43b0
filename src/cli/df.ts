// File systems and how full they are.
import { PsutilError } from '../errors.ts'
import type { DiskPartition, DiskUsage } from '../index.ts'
import type { Failure, Report } from './data.ts'
import { formatBytes, formatPercent, UNKNOWN } from './format.ts'
import { type Column, grid } from './grid.ts'
import { type Span, type Style, span, styleOfLoad } from './style.ts'
import { harmless } from './text.ts'

/** What is asked of the package. */
export interface DfSource {
  diskPartitions(): DiskPartition[]
  diskPartitionsAll(): DiskPartition[]
  diskUsage(path: string): DiskUsage
}

/** A file system. */
export interface Filesystem extends DiskPartition {
  /** `null`: `error` tells why. */
  usage: DiskUsage | null
  error: Failure | null
}

/** The code of what is hidden by another mount: nobody can ask it. */
const HIDDEN = 'ERR_HIDDEN'

/** What df(1) tells. */
export function df(source: DfSource, options: { all: boolean }): Report {
  const data = filesystems(source, options)
  return { data, view: (columns) => view(data, columns) }
}

/** Each device once, where most of it is seen; or all mounts. In the order of mounting. */
export function filesystems(source: DfSource, { all }: { all: boolean }): Filesystem[] {
  const mounts = source.diskPartitionsAll()
  const list = all ? mounts : source.diskPartitions()
  const hidden = hiddenOf(list, mounts)
  const wanted = all ? list : onePerDevice(list, hidden)
  return wanted.map((mount) => ({ ...mount, ...ask(source, mount, hidden.has(mount)) }))
}

/** Those of the list that something is mounted over, which would answer in their place. */
function hiddenOf(list: readonly DiskPartition[], mounts: readonly DiskPartition[]): Set<DiskPartition> {
  const [lastOfList, last] = [list, mounts].map((each) => {
    return new Map(each.map((mount) => [mount.mountpoint, mount]))
  })
  return new Set(
    list.filter((mount) => {
      const { mountpoint, fstype } = mount
      if (lastOfList?.get(mountpoint) !== mount) return true
      // The two lists have objects of their own.
      return (last?.get(mountpoint)?.fstype ?? fstype) !== fstype
    }),
  )
}

/** The mount that is not hidden, nearest to the root: others show a folder of it, or the same again. */
function onePerDevice(list: readonly DiskPartition[], hidden: ReadonlySet<DiskPartition>): DiskPartition[] {
  const best = new Map<unknown, DiskPartition>()
  const badness = (mount: DiskPartition) =>
    mount.mountpoint.length + (hidden.has(mount) ? Number.MAX_SAFE_INTEGER : 0)
  for (const mount of list) {
    // Without a name it cannot be told from others.
    const key = mount.device ?? mount
    const other = best.get(key)
    if (other === undefined || badness(mount) < badness(other)) best.set(key, mount)
  }
  const chosen = new Set(best.values())
  return list.filter((mount) => chosen.has(mount))
}

function ask(source: DfSource, mount: DiskPartition, hidden: boolean): Pick<Filesystem, 'usage' | 'error'> {
  if (hidden) {
    return { usage: null, error: { code: HIDDEN, message: 'another file system is mounted over it' } }
  }
  try {
    return { usage: source.diskUsage(mount.mountpoint), error: null }
  } catch (error) {
    if (!(error instanceof PsutilError)) throw error
    return { usage: null, error: { code: error.code, message: error.message } }
  }
}

function view(rows: readonly Filesystem[], columns: number): Span[][] {
  if (rows.length === 0) return [[span('Nothing is mounted from a device.')]]
  const size = (title: string, get: (usage: DiskUsage) => number, dispensable?: number): Column => ({
    title,
    cells: rows.map(({ usage }) => formatBytes(usage && get(usage))),
    alignment: 'right',
    ...(dispensable === undefined ? {} : { dispensable }),
  })
  const share = (title: string, get: (usage: DiskUsage) => number | null): Column => {
    const shares = rows.map(({ usage }) => usage && get(usage))
    const style = (row: number): Style => {
      const percent = shares[row] ?? null
      return percent === null ? 'dim' : styleOfLoad(percent)
    }
    return { title, cells: shares.map(formatPercent), alignment: 'right', style }
  }
  const table = grid(
    [
      { title: 'DEVICE', cells: rows.map(({ device }) => device ?? UNKNOWN), cut: 'end', dispensable: 1 },
      { title: 'TYPE', cells: rows.map(({ fstype }) => fstype), dispensable: 3 },
      size('SIZE', ({ total }) => total),
      size('USED', ({ used }) => used, 2),
      size('AVAILABLE', ({ free }) => free),
      share('USE%', ({ total, percent }) => (total === 0 ? null : percent)),
      { ...share('INODES%', inodesPercent), dispensable: 4 },
      { title: 'MOUNTPOINT', cells: rows.map(({ mountpoint }) => mountpoint), cut: 'start' },
    ],
    columns,
  )
  return [...table, ...rows.flatMap(complaint)]
}

/** Why the numbers are missing. That one mount hides another is no mistake. */
function complaint({ mountpoint, error }: Filesystem): Span[][] {
  if (error === null || error.code === HIDDEN) return []
  return [[span(`${harmless(mountpoint)}: ${harmless(error.message)}`, 'dim')]]
}

function inodesPercent({ inodesTotal, inodesFree }: DiskUsage): number | null {
  if (inodesTotal === null || inodesFree === null || inodesTotal === 0) return null
  return ((inodesTotal - inodesFree) / inodesTotal) * 100
}
