import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import {
  type DiskIoCounters,
  type DiskPartition,
  type DiskUsage,
  diskIoCounters,
  diskPartitions,
  diskPartitionsAll,
  diskUsage,
  perdiskIoCounters,
} from 'psutil-native'
import { nodeCommand, runForJson, whyNot } from '../helpers/as-user.ts'
import { testUnless } from '../helpers/unless.ts'

/** What tests and other programs may write or remove between two looks. */
const DRIFT = 1024 ** 3

function output(command: string, ...options: string[]): string {
  const env = { ...process.env, LC_ALL: 'C' }
  return spawnSync(command, options, { encoding: 'utf8', env }).stdout
}

/** Words of lines. */
function rows(text: string): string[][] {
  const lines = text.trim().split('\n')
  return lines.map((line) => line.trim().split(/\s+/))
}

const withoutDf = testUnless(whyNot('df', '--output=target,itotal', '/'))
const withoutFindmnt = testUnless(whyNot('findmnt', '-A', '-J', '-l', '-v'))
const withoutLsblk = testUnless(whyNot('lsblk', '-b', '-J'))
const withoutVmstat = testUnless(whyNot('vmstat', '-d'))

for (const path of ['/', '/proc', '/dev/shm', tmpdir()]) {
  withoutDf(`${path} is as full as df says`, (t) => {
    const columns = '--output=size,used,avail,pcent,itotal,iavail'
    const [size, used, avail, percent, inodes, inodesFree] = rows(output('df', '-B1', columns, path))[1] ?? []
    const ours = diskUsage(path)
    t.is(ours.total, Number(size))
    t.true(Math.abs(ours.used - Number(used)) <= DRIFT, `used: ${ours.used} and ${used}`)
    t.true(Math.abs(ours.free - Number(avail)) <= DRIFT, `free: ${ours.free} and ${avail}`)
    if (percent === '-') t.is(ours.percent, 0)
    else
      t.true(Math.abs(ours.percent - Number.parseFloat(percent ?? '')) <= 2, `${ours.percent} and ${percent}`)
    t.is(ours.inodesTotal ?? 0, Number(inodes))
    t.true(Math.abs((ours.inodesFree ?? 0) - Number(inodesFree)) <= 100_000)
  })
}

test('the room of / as node:fs says', (t) => {
  const theirs = statfsSync('/')
  const ours = diskUsage('/')
  t.is(ours.total, theirs.blocks * theirs.bsize)
  t.is(ours.inodesTotal ?? 0, theirs.files)
  t.true(Math.abs(ours.free - theirs.bavail * theirs.bsize) <= DRIFT)
})

interface Findmnt {
  filesystems: { target: string; source: string; fstype: string; options: string }[]
}

withoutFindmnt('mounts are those of findmnt, options and all', (t) => {
  const { filesystems } = JSON.parse(output('findmnt', '-A', '-J', '-l', '-v')) as Findmnt
  const theirs = filesystems.map(({ target, source, fstype, options }) => ({
    device: source === 'none' ? null : source,
    mountpoint: target,
    fstype,
    opts: options.split(','),
  }))
  t.deepEqual(diskPartitionsAll(), theirs)
})

test('mounts from devices are those of file systems without nodev', (t) => {
  const lines = readFileSync('/proc/filesystems', 'utf8').split('\n')
  const kinds = lines.filter((line) => line.startsWith('\t')).map((line) => line.trim())
  const real = diskPartitionsAll().filter(({ fstype }) => kinds.includes(fstype))
  t.deepEqual(diskPartitions(), real)
})

/** `/proc/diskstats` in our words and units. */
function diskstats(): Record<string, DiskIoCounters> {
  const devices = rows(readFileSync('/proc/diskstats', 'latin1')).map(([, , name = '', ...counters]) => {
    const [r, rm, rs, rt, w, wm, ws, wt, , busy] = counters.map(Number) as number[] as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    const device: DiskIoCounters = {
      readCount: r,
      writeCount: w,
      readBytes: rs * 512,
      writeBytes: ws * 512,
      readTime: rt / 1000,
      writeTime: wt / 1000,
      readMergedCount: rm,
      writeMergedCount: wm,
      busyTime: busy / 1000,
    }
    return [name, device] as const
  })
  return Object.fromEntries(devices)
}

/** Disks that have a device behind them. */
function disks(): string[] {
  return readdirSync('/sys/block').filter((name) => readdirSync(join('/sys/block', name)).includes('device'))
}

test('counters are between those of /proc/diskstats before and after', (t) => {
  const before = diskstats()
  const ours = perdiskIoCounters({ nowrap: false })
  const after = diskstats()
  t.deepEqual(Object.keys(ours), Object.keys(before))
  for (const [name, counters] of Object.entries(ours)) {
    for (const field of Object.keys(counters) as (keyof DiskIoCounters)[]) {
      const [low, value, high] = [before, ours, after].map((each) => each[name]?.[field] ?? Number.NaN)
      t.true(Number(low) <= Number(value) && Number(value) <= Number(high), `${field} of ${name}`)
    }
  }
})

test('E-F5 the sum is that of the disks with a device', (t) => {
  const sum = (all: Record<string, DiskIoCounters>) =>
    disks().reduce((total, name) => total + (all[name]?.readCount ?? Number.NaN), 0)
  const before = sum(diskstats())
  const ours = diskIoCounters({ nowrap: false })
  const after = sum(diskstats())
  if (disks().length === 0) t.is(ours, null)
  else t.true(before <= (ours?.readCount ?? -1) && (ours?.readCount ?? -1) <= after, `${before} ${after}`)
})

interface Lsblk {
  blockdevices: { name: string; type: string }[]
}

withoutLsblk('every device of lsblk has counters', (t) => {
  const { blockdevices } = JSON.parse(output('lsblk', '-b', '-J', '-l', '-o', 'KNAME,NAME,TYPE')) as Lsblk
  const names = Object.keys(perdiskIoCounters())
  t.deepEqual(
    blockdevices.filter(({ name, type }) => type === 'disk' && !names.includes(name)),
    [],
  )
})

withoutVmstat('as vmstat -d says', (t) => {
  const before = perdiskIoCounters({ nowrap: false })
  const theirs = rows(output('vmstat', '-d')).slice(2)
  const after = perdiskIoCounters({ nowrap: false })
  t.true(theirs.length > 0 || Object.keys(before).length === 0)
  for (const [name = '', reads, , sectors] of theirs) {
    const [low, high] = [before[name], after[name]]
    t.true((low?.readCount ?? -1) <= Number(reads) && Number(reads) <= (high?.readCount ?? -1), name)
    t.true((low?.readBytes ?? -1) <= Number(sectors) * 512, name)
  }
})

interface OddMount {
  partition?: DiskPartition
  isReal: boolean
  usage: DiskUsage
}

const mount = 'mount -t tmpfs -o size=1m,nr_inodes=100 "$1" "$2" && shift 2 && exec "$@"'
const mounted = (source: string, target: string, command: string[]) => [
  'unshare',
  '-m',
  'sh',
  '-c',
  mount,
  'sh',
  source,
  target,
  ...command,
]
const [unshare = '', ...rest] = mounted('x', '/mnt', ['true'])

testUnless(whyNot(unshare, ...rest))('E-F17 a mount of odd names, as this kernel escapes them', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'psutil-native-mount-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const target = join(folder, 'a b\tc\nd\\040e,f#ä')
  mkdirSync(target)
  const result = runForJson(mounted('odd source\\', target, nodeCommand('odd-mount.ts', target))) as OddMount
  t.like(result.partition, { device: 'odd source\\', mountpoint: target, fstype: 'tmpfs' })
  t.true(result.partition?.opts.includes('size=1024k'))
  t.false(result.isReal)
  t.like(result.usage, { total: 1024 ** 2, used: 0, free: 1024 ** 2, percent: 0, inodesTotal: 100 })
})
