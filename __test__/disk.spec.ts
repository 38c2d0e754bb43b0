import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import {
  clearIoCountersCache,
  diskIoCounters,
  diskPartitions,
  diskPartitionsAll,
  diskUsage,
  perdiskIoCounters,
} from 'psutil-native'
import { machine, machineToChange } from './helpers/machine.ts'
import { madeUpProcfs } from './oracle/made-up.ts'

/** What disks of the fixtures did that weigh so much together. */
function counters(weight: number) {
  return {
    readCount: 100 * weight,
    writeCount: 200 * weight,
    readBytes: 800 * 512 * weight,
    writeBytes: 1600 * 512 * weight,
    readTime: (50 * weight) / 1000,
    writeTime: (80 * weight) / 1000,
    readMergedCount: 10 * weight,
    writeMergedCount: 20 * weight,
    busyTime: (90 * weight) / 1000,
  }
}

test('how full a file system is', (t) => {
  const usage = diskUsage('/')
  t.deepEqual(Object.keys(usage), ['total', 'used', 'free', 'percent', 'inodesTotal', 'inodesFree'])
  t.true(usage.total > 0 && usage.used + usage.free <= usage.total)
  t.true(usage.percent >= 0 && usage.percent <= 100)
  t.true(Math.abs(usage.percent - (100 * usage.used) / (usage.used + usage.free)) < 1e-9)
  t.deepEqual(JSON.parse(JSON.stringify(usage)), usage)
})

test('trap 5: percent is a number, and 0 where there is nothing to use', (t) => {
  t.deepEqual(diskUsage('/proc'), {
    total: 0,
    used: 0,
    free: 0,
    percent: 0,
    inodesTotal: null,
    inodesFree: null,
  })
})

test('a file is on the file system of its folder, by whatever path', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'psutil-native-usage-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'ä "b\' \\ c')
  writeFileSync(file, '')
  t.is(diskUsage(file).total, diskUsage(folder).total)
  t.is(diskUsage('.').total, diskUsage(process.cwd()).total)
})

test('files that are not there', (t) => {
  for (const [path, code] of [
    ['/nowhere/at/all', 'ENOENT'],
    ['/proc/self/stat/x', 'ENOTDIR'],
    [`/${'x'.repeat(5000)}`, 'ENAMETOOLONG'],
  ] as const) {
    const error = t.throws(() => diskUsage(path), { name: 'SystemError', code })
    t.like(error, { path, syscall: 'statvfs' })
  }
})

test('paths that are none', (t) => {
  for (const path of [undefined, null, 7, {}, ['/'], Buffer.from('/'), new URL('file:///')]) {
    const error = t.throws(() => diskUsage(path as never), {
      instanceOf: TypeError,
      code: 'ERR_INVALID_ARG_TYPE',
    })
    t.true(error.message.startsWith('The "path" argument must be a string'))
  }
  for (const path of ['', '\0', '/\0', '/tmp\0/x']) {
    const error = t.throws(() => diskUsage(path), { instanceOf: TypeError, code: 'ERR_INVALID_ARG_VALUE' })
    t.true(error.message.includes('"path"'))
  }
})

test.serial('E-F17 what is mounted from devices', (t) => {
  machine(t, 'disks-server')
  const partitions = diskPartitions()
  t.deepEqual(partitions[0], {
    device: '/dev/mapper/vg-root',
    mountpoint: '/',
    fstype: 'ext4',
    opts: ['rw', 'relatime', 'errors=remount-ro'],
  })
  t.deepEqual(
    partitions.map(({ mountpoint }) => mountpoint),
    ['/', '/boot/efi', '/srv/data one', '/mnt/back\\slash', '/tank', '/home', '/snap/core\t1'],
  )
})

test.serial('E-F17 all that is mounted, with null for what has no device', (t) => {
  machine(t, 'disks-server')
  const all = diskPartitionsAll()
  t.is(all.length, 16)
  const at = (path: string) => all.find(({ mountpoint }) => mountpoint === path)
  t.is(at('/mnt/none')?.device, null)
  t.is(at('/mnt/nothing')?.device, null)
  t.is(at('/var/lib/c/merged')?.device, 'overlay')
  t.is(at('/var/lib/c/merged')?.opts[2], 'lowerdir=/l/one,two:/l/three four')
  t.deepEqual(JSON.parse(JSON.stringify(all)), all)
})

test.serial('E-F17 the device of root has its own name', (t) => {
  machine(t, 'disks-laptop')
  t.is(diskPartitions()[0]?.device, '/dev/nvme0n1p2')
})

test.serial('mounts of names that are not UTF-8', (t) => {
  const root = machineToChange(t, 'disks-laptop')
  const line = Buffer.from('1 1 8:1 / /mnt/\xff rw - ext4 /dev/sda1 rw\n', 'latin1')
  writeFileSync(join(root, 'proc/self/mountinfo'), line)
  t.is(diskPartitions()[0]?.mountpoint, '/mnt/\ufffd')
})

test.serial('no list of mounts', (t) => {
  const path = join(madeUpProcfs(t, {}), 'self/mountinfo')
  for (const ask of [diskPartitions, diskPartitionsAll]) {
    t.like(t.throws(ask, { name: 'SystemError', code: 'ENOENT' }), { path })
  }
})

test.serial('E-F5 what all disks did, each request once', (t) => {
  machine(t, 'disks-server')
  t.deepEqual(diskIoCounters(), counters(11))
})

test.serial('what each device did, in seconds and bytes', (t) => {
  machine(t, 'disks-server')
  const devices = perdiskIoCounters()
  t.is(Object.getPrototypeOf(devices), null)
  t.is(Object.keys(devices).length, 14)
  t.deepEqual(devices.nvme0n1, counters(1))
  t.deepEqual(devices.nvme1n1p1, counters(2))
  t.deepEqual(Object.keys(devices.nvme0n1 ?? {}), Object.keys(counters(1)))
  t.deepEqual(JSON.parse(JSON.stringify(devices)), { ...devices })
})

test.serial('E-F3 old kernels tell less of partitions', (t) => {
  machine(t, 'disks-2.6')
  t.deepEqual(perdiskIoCounters().hda1, {
    readCount: 10,
    writeCount: 20,
    readBytes: 80 * 512,
    writeBytes: 160 * 512,
    readTime: null,
    writeTime: null,
    readMergedCount: null,
    writeMergedCount: null,
    busyTime: null,
  })
  t.deepEqual(diskIoCounters(), counters(11))
})

test.serial('E-F3 without diskstats sysfs tells', (t) => {
  machine(t, 'disks-laptop')
  t.deepEqual(diskIoCounters(), counters(6))
  t.deepEqual(perdiskIoCounters()['cciss/c0d0p1'], counters(4))
})

test.serial('E-F3 no disks at all', (t) => {
  const root = machineToChange(t, 'disks-laptop')
  rmSync(join(root, 'sys'), { recursive: true })
  t.is(diskIoCounters(), null)
  t.deepEqual({ ...perdiskIoCounters() }, {})
})

test.serial('a file that cannot be understood', (t) => {
  const root = machineToChange(t, 'disks-2.6')
  const path = join(root, 'proc/diskstats')
  for (const text of ['8 0 sda 1 2 3\n', '8 0 sda 1 2 3 4 5 6 7 8 9 10 1']) {
    writeFileSync(path, text)
    for (const ask of [diskIoCounters, perdiskIoCounters]) {
      t.like(t.throws(ask, { name: 'KernelDataError', code: 'ERR_KERNEL_DATA' }), { path })
    }
  }
})

/** Makes a disk whose counters are all this; what both functions say of it. */
function disk(root: string, count: number, nowrap?: boolean) {
  writeFileSync(join(root, 'proc/diskstats'), `8 0 sda${` ${count}`.repeat(11)}\n`)
  const [all, each] = [diskIoCounters({ nowrap }), perdiskIoCounters({ nowrap }).sda]
  return [all?.readCount, each?.readCount, all?.busyTime]
}

test.serial('trap 2: counters that wrap go on', (t) => {
  const root = machineToChange(t, 'disks-2.6')
  const told = [100, 150, 10, 20, 30, 160].map((count) => disk(root, count))
  const expected = [100, 150, 160, 170, 180, 310]
  t.deepEqual(
    told,
    expected.map((count) => [count, count, count / 1000]),
  )
  t.deepEqual(disk(root, 5, false), [5, 5, 0.005])
  t.deepEqual(disk(root, 170), [320, 320, 0.32])
  clearIoCountersCache()
  t.deepEqual(disk(root, 3), [3, 3, 0.003])
})

test.serial('E-F3 a disk that went away begins anew', (t) => {
  const root = machineToChange(t, 'disks-2.6')
  disk(root, 100)
  disk(root, 50)
  writeFileSync(join(root, 'proc/diskstats'), '')
  t.is(diskIoCounters(), null)
  perdiskIoCounters()
  t.deepEqual(disk(root, 7), [7, 7, 0.007])
})

test.serial('a sum of disks of which one wraps', (t) => {
  const root = machineToChange(t, 'disks-server')
  const path = join(root, 'proc/diskstats')
  const text = readFileSync(path, 'utf8')
  t.is(diskIoCounters()?.readCount, 1100)
  writeFileSync(path, text.replace('nvme1n1 200 ', 'nvme1n1 50 '))
  t.is(diskIoCounters()?.readCount, 1150)
})

test('options that are none', (t) => {
  for (const ask of [diskIoCounters, perdiskIoCounters]) {
    for (const options of [null, 7, { nowrap: 1 }, { nowrap: null }]) {
      t.throws(() => ask(options as never), { instanceOf: TypeError, code: 'ERR_INVALID_ARG_TYPE' })
    }
  }
})
