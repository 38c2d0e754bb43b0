import test from 'ava'
import { type DfSource, df, filesystems } from '../../src/cli/df.ts'
import { widthOf } from '../../src/cli/width.ts'
import { AccessDeniedError, type DiskPartition, SystemError } from '../../src/index.ts'
import { drawn, fails, HARMLESS, HOSTILE } from './drawn.ts'

const USAGE = { total: 4096, used: 1024, free: 1024, percent: 50, inodesTotal: 100, inodesFree: 10 }

function mount(mountpoint: string, device: string | null = '/dev/sda1', fstype = 'ext4'): DiskPartition {
  return { device, mountpoint, fstype, opts: ['rw'] }
}

function fakeSource(real: DiskPartition[], changes: Partial<DfSource> = {}): DfSource {
  return {
    diskPartitions: () => real,
    diskPartitionsAll: () => real,
    diskUsage: () => USAGE,
    ...changes,
  }
}

const ONE = { all: false }
const ALL = { all: true }

function shown(source: DfSource, options = ONE): string[] {
  return filesystems(source, options).map(({ mountpoint }) => mountpoint)
}

test('a row for each device', (t) => {
  const report = df(fakeSource([mount('/'), mount('/boot', '/dev/sda2', 'vfat')]), ONE)
  t.deepEqual(drawn(report), [
    'DEVICE     TYPE     SIZE     USED  AVAILABLE  USE%  INODES%  MOUNTPOINT',
    '/dev/sda1  ext4  4.0 KiB  1.0 KiB    1.0 KiB   50%      90%  /',
    '/dev/sda2  vfat  4.0 KiB  1.0 KiB    1.0 KiB   50%      90%  /boot',
  ])
  t.deepEqual(report.data, [
    { ...mount('/'), usage: USAGE, error: null },
    { ...mount('/boot', '/dev/sda2', 'vfat'), usage: USAGE, error: null },
  ])
})

test('a device that is mounted several times is shown once, nearest to the root', (t) => {
  const source = fakeSource([mount('/var/lib/x'), mount('/'), mount('/etc/hosts'), mount('/b', '/dev/sdb')])
  t.deepEqual(shown(source), ['/', '/b'])
  t.deepEqual(shown(source, ALL), ['/var/lib/x', '/', '/etc/hosts', '/b'])
})

test('file systems without a device are not taken for one another', (t) => {
  t.deepEqual(shown(fakeSource([mount('/a', null), mount('/bb', null)])), ['/a', '/bb'])
})

test('those on no device are there with --all only', (t) => {
  const real = [mount('/')]
  const source = fakeSource(real, { diskPartitionsAll: () => [...real, mount('/run', 'tmpfs', 'tmpfs')] })
  t.deepEqual(shown(source), ['/'])
  t.deepEqual(shown(source, ALL), ['/', '/run'])
})

test('what another mount hides is not taken for what hides it', (t) => {
  const real = [mount('/x', '/dev/sdb'), mount('/long', '/dev/sdb'), mount('/y', '/dev/sdc')]
  const all = [...real, mount('/x', 'tmpfs', 'tmpfs'), mount('/y', 'tmpfs', 'tmpfs')]
  const asked: string[] = []
  const source = fakeSource(real, {
    diskPartitionsAll: () => all,
    diskUsage(path) {
      asked.push(path)
      return USAGE
    },
  })
  const [seen, hidden] = filesystems(source, ONE)
  t.like(seen, { mountpoint: '/long', error: null })
  t.like(hidden, { mountpoint: '/y', usage: null, error: { code: 'ERR_HIDDEN' } })
  t.deepEqual(asked, ['/long'])
  // That is no mistake to complain of.
  t.is(drawn(df(source, ONE)).length, 3)
  const usages = filesystems(source, ALL).map(({ usage }) => usage !== null)
  t.deepEqual(usages, [false, true, false, true, true])
})

test('a file system that cannot be asked keeps its row', (t) => {
  const errors = [new AccessDeniedError(undefined, 'no'), new SystemError('gone', 'ENOENT', 2, 'statvfs')]
  for (const error of errors) {
    const report = df(fakeSource([mount('/mnt')], { diskUsage: fails(error) }), ONE)
    t.is(drawn(report)[1], '/dev/sda1  ext4     –     –          –     –        –  /mnt')
    const { code, message } = error
    t.is(drawn(report)[2], `/mnt: ${message}`)
    t.like(report.data, [{ mountpoint: '/mnt', usage: null, error: { code, message } }])
  }
  t.throws(() => df(fakeSource([mount('/')], { diskUsage: fails(new TypeError('x')) }), ONE), {
    instanceOf: TypeError,
  })
})

test('shares that there are not', (t) => {
  const usage = { total: 0, used: 0, free: 0, percent: 0, inodesTotal: null, inodesFree: null }
  const source = fakeSource([mount('/proc', 'proc', 'proc')], { diskUsage: () => usage })
  t.regex(drawn(df(source, ONE))[1] ?? '', /^proc +proc +0 B +0 B +0 B +– +– +\/proc$/)
  const noInodes = { ...USAGE, inodesTotal: 0, inodesFree: 0 }
  const btrfs = fakeSource([mount('/')], { diskUsage: () => noInodes })
  t.regex(drawn(df(btrfs, ONE))[1] ?? '', /50% +– +\/$/)
})

test('a full one is red, a free one green', (t) => {
  const full = fakeSource([mount('/')], { diskUsage: () => ({ ...USAGE, percent: 95, inodesFree: 99 }) })
  const styles = df(full, ONE)
    .view(80)[1]
    ?.filter(({ text }) => text.includes('%'))
    .map(({ style }) => style)
  t.deepEqual(styles, ['high', 'low'])
})

test('names that were chosen to harm, in as many columns as there are', (t) => {
  const long = `${HOSTILE}/${'日本'.repeat(60)}`
  const source = fakeSource([mount(long, long, HOSTILE), mount('/', null, 'ext4')])
  const report = df(source, ONE)
  t.true(drawn(report)[1]?.startsWith(`${HARMLESS}/日本`))
  t.true(drawn(report)[1]?.endsWith(`${HARMLESS}/${'日本'.repeat(60)}`))
  for (const columns of [60, 80, 120]) {
    t.true(Math.max(...drawn(report, columns).map(widthOf)) <= columns, String(columns))
  }
})

test('nothing is mounted', (t) => {
  const report = df(fakeSource([]), ONE)
  t.deepEqual(drawn(report), ['Nothing is mounted from a device.'])
  t.deepEqual(report.data, [])
})
