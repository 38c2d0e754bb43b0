import { execFileSync } from 'node:child_process'
import { readFileSync, statSync, unlinkSync } from 'node:fs'
import { totalmem } from 'node:os'
import { basename } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import test, { type ExecutionContext } from 'ava'
import { type MemoryFootprint, type MemoryFullInfo, type MemoryMapGrouped, Process } from 'psutil-native'
import { mapsOf } from '../../src/process/mapped.ts'
import { startStopped } from '../helpers/child.ts'
import { startNamed } from '../helpers/named.ts'
import { numbersOf } from '../helpers/proc.ts'
import { ofKernelThread } from '../helpers/unless.ts'
import { startZombie } from '../helpers/zombie.ts'

/** The bytes of a key of `smaps`, summed over all mappings. */
function sumOf(pid: number, ...keys: string[]): number {
  const text = readFileSync(`/proc/${pid}/smaps`, 'latin1')
  const lines = text.matchAll(/^(\w+): *(\d+) kB$/gm)
  return Array.from(lines)
    .filter(([, key = '']) => keys.includes(key))
    .reduce((sum, [, , kib]) => sum + Number(kib) * 1024, 0)
}

/** Both together; of the first the file. */
function sum(first: MemoryMapGrouped, second: MemoryMapGrouped): MemoryMapGrouped {
  const fields = Object.entries(second).filter(([name]) => !['path', 'dev', 'ino'].includes(name))
  const sums = fields.map(([name, value]) => [name, value + first[name as keyof MemoryMapGrouped]])
  return { ...first, ...Object.fromEntries(sums) }
}

/** Asks both until they agree: a page is shared or private as other programs come and go. */
function agree<T>(t: ExecutionContext, ours: () => T, theirs: () => T): void {
  let both: [T, T]
  let left = 100
  do {
    both = [ours(), theirs()]
    left -= 1
  } while (left > 0 && !isDeepStrictEqual(...both))
  t.deepEqual(...both)
}

test('what only some systems count of a mapping is there where they do', (t) => {
  const row = [
    Number.NaN,
    Number.NaN,
    Number.NaN,
    Number.NaN,
    4096,
    ...Array.from({ length: 9 }, () => Number.NaN),
  ]
  const numbers = [...row, 0x1000, 0x2000, 0, 1, 2, ...row, 0x3000, 0x4000, 0, 3, 4]
  const text = '\x18\x1A\0r--p\0refCount\0shadowCount\0'
  const maps = mapsOf({ rows: 2, numbers: Float64Array.from(numbers), text: text + text }, false)
  t.like(maps[0], { path: null, dev: null, ino: null, addrEnd: 0x2000, refCount: 1, shadowCount: 2 })
  t.like(maps[1], { addrStart: 0x3000, perms: 'r--p', rss: null, refCount: 3, shadowCount: 4 })
  t.deepEqual(mapsOf({ rows: 0, numbers: new Float64Array(), text: '' }, false), [])
})

test('memoryExtras, as the kernel says', (t) => {
  const target = new Process(startStopped(t).pid)
  const status = numbersOf(target.pid, 'status')
  const bytes = (key: string) => (status[key] ?? Number.NaN) * 1024
  t.deepEqual(target.memoryExtras(), {
    peakRss: bytes('VmHWM'),
    peakVms: bytes('VmPeak'),
    rssAnon: bytes('RssAnon'),
    rssFile: bytes('RssFile'),
    rssShmem: bytes('RssShmem'),
    swap: bytes('VmSwap'),
    hugetlb: bytes('HugetlbPages'),
    locked: bytes('VmLck'),
  })
})

test('memoryFootprint, as all mappings together', (t) => {
  const target = new Process(startStopped(t).pid)
  const known = ({ uss, swap, shared }: MemoryFootprint) => ({ uss, swap, shared })
  agree(
    t,
    () => known(target.memoryFootprint()),
    () => ({
      uss: sumOf(target.pid, 'Private_Clean', 'Private_Dirty', 'Private_Hugetlb'),
      swap: sumOf(target.pid, 'Swap'),
      shared: sumOf(target.pid, 'Shared_Clean', 'Shared_Dirty', 'Shared_Hugetlb'),
    }),
  )
  const { uss, pss } = target.memoryFootprint()
  // Each mapping rounds its share down.
  const ofMaps = target.memoryMaps().reduce((sum, { pss }) => sum + (pss ?? Number.NaN), 0)
  t.true(pss !== undefined && pss !== null && pss >= uss && Math.abs(pss - ofMaps) <= 512 * 1024)
})

test('memoryFullInfo is info and more', (t) => {
  const target = new Process(startStopped(t).pid)
  const withoutPss = ({ pss: _, ...info }: MemoryFullInfo) => info
  agree(
    t,
    () => withoutPss(target.memoryFullInfo()),
    () => ({
      ...target.memoryInfo(),
      lib: (numbersOf(target.pid, 'status').VmLib ?? Number.NaN) * 1024,
      dirty: sumOf(target.pid, 'Private_Dirty', 'Shared_Dirty'),
      uss: target.memoryFootprint().uss,
      swap: sumOf(target.pid, 'Swap'),
    }),
  )
  t.true((target.memoryFullInfo().pss ?? 0) > 0)
})

test('memoryPercent is of all RAM', (t) => {
  const target = new Process(startStopped(t).pid)
  const { rss, vms } = target.memoryInfo()
  t.is(target.memoryPercent(), (rss / totalmem()) * 100)
  t.is(target.memoryPercent('vms'), (vms / totalmem()) * 100)
  t.is(target.memoryPercent('peakRss'), ((target.memoryExtras().peakRss ?? 0) / totalmem()) * 100)
  agree(
    t,
    () => target.memoryPercent('uss'),
    () => (target.memoryFootprint().uss / totalmem()) * 100,
  )
  t.is(target.memoryPercent('lib'), ((target.memoryFullInfo().lib ?? 0) / totalmem()) * 100)
  for (const bad of ['RSS', '', '__proto__', 'stack', 7]) {
    const error = t.throws(() => target.memoryPercent(bad as never), {
      instanceOf: TypeError,
      code: 'ERR_INVALID_ARG_VALUE',
    })
    t.true(error.message.includes("'rss'"), String(bad))
  }
})

test('memoryMaps, as pmap says', (t) => {
  const target = new Process(startStopped(t).pid)
  const rows = execFileSync('pmap', ['-x', String(target.pid)], { encoding: 'latin1' })
  // address, kilobytes, RSS, dirty, mode, mapping
  const theirs = Array.from(rows.matchAll(/^([0-9a-f]{8,}) +(\d+) +(\d+) +(\d+) (\S+) (.+)$/gm))
  const ours = target.memoryMaps()
  t.is(ours.length, theirs.length)
  for (const [at, map] of ours.entries()) {
    const [, address = '', size, rss, dirty, mode = '', mapping = ''] = theirs[at] ?? []
    t.is(map.addrStart, Number.parseInt(address, 16))
    t.is(map.addrEnd - map.addrStart, map.size)
    t.is(map.size, Number(size) * 1024)
    t.is(map.rss, Number(rss) * 1024)
    t.is((map.privateDirty ?? 0) + (map.sharedDirty ?? 0), Number(dirty) * 1024)
    t.is(map.perms.slice(0, 3), mode.slice(0, 3))
    t.is(
      map.path?.startsWith('/') ? basename(map.path) : '',
      mapping.trim().startsWith('[') ? '' : mapping.trim(),
    )
  }
})

test('memoryMaps, as the kernel says', (t) => {
  const target = new Process(startStopped(t).pid)
  const text = readFileSync(`/proc/${target.pid}/maps`, 'latin1').trimEnd().split('\n')
  const ours = target.memoryMaps().map(({ addrStart, addrEnd, perms, offset, ino, path }) => {
    const hex = (number: number, width: number) => BigInt(number).toString(16).padStart(width, '0')
    return `${hex(addrStart, 8)}-${hex(addrEnd, 8)} ${perms} ${hex(offset, 8)} ${ino} ${path}`
  })
  const theirs = text.map((line) => {
    const [range, perms, offset, , ino, path] = line.split(/ +/)
    return `${range} ${perms} ${offset} ${ino} ${path || null}`
  })
  t.deepEqual(ours, theirs)
})

test('device and number of a file are those of fs.stat, exactly as bigint', (t) => {
  const { target, path } = startNamed(t, 'mapped')
  const map = target.memoryMaps().find((map) => map.path === path)
  const { dev, ino } = statSync(path)
  t.deepEqual({ dev: map?.dev, ino: map?.ino }, { dev, ino })
  const exact = target.memoryMaps({ bigint: true }).find((map) => map.path === path)
  const { dev: exactDev, ino: exactIno } = statSync(path, { bigint: true })
  t.deepEqual({ dev: exact?.dev, ino: exact?.ino }, { dev: exactDev, ino: exactIno })
  t.is(target.memoryMapsGrouped({ bigint: true }).find((group) => group.path === path)?.ino, exactIno)
  t.throws(() => target.memoryMaps({ bigint: 1 as never }), { code: 'ERR_INVALID_ARG_TYPE' })
})

test('E-F12 a mapped file may be called anything', (t) => {
  for (const name of ['a  b ', '7000-8000 rw-p 0 00:00 0', 'Rss: 9 kB', 'x (deleted)']) {
    const { target, path } = startNamed(t, name)
    t.true(target.memoryMaps().some((map) => map.path === path))
    unlinkSync(path)
    t.true(target.memoryMaps().some((map) => map.path === `${path} (deleted)`))
  }
  // The kernel's own way to keep it on one line.
  const { target, path } = startNamed(t, 'two\nRss: 9 kB')
  t.true(target.memoryMaps().some((map) => map.path === path.replace('\n', '\\012')))
})

test('trap 36 groups come in the order of their first mapping and leave nothing out', (t) => {
  const target = new Process(startStopped(t).pid)
  agree(
    t,
    () => target.memoryMapsGrouped(),
    () => {
      const groups = new Map<string | null, MemoryMapGrouped>()
      for (const { addrStart: _, addrEnd: __, perms: ___, offset: ____, ...map } of target.memoryMaps()) {
        const group = groups.get(map.path)
        groups.set(map.path, group === undefined ? map : sum(group, map))
      }
      return [...groups.values()]
    },
  )
})

ofKernelThread('E-R4 a thread of the kernel has nothing mapped', (t) => {
  const target = new Process(2)
  t.deepEqual(target.memoryMaps(), [])
  t.deepEqual(target.memoryMapsGrouped(), [])
  t.deepEqual(target.memoryFootprint(), { uss: 0, pss: 0, swap: 0, shared: 0 })
  t.is(target.memoryFullInfo().rss, 0)
})

test('E-R6 the memory of a zombie is gone', async (t) => {
  const target = new Process((await startZombie(t)).pid)
  const { uss, pss, lib, dirty, rss } = target.memoryFullInfo()
  t.deepEqual({ uss, pss, lib, dirty, rss }, { uss: null, pss: null, lib: null, dirty: null, rss: 0 })
  t.is(target.memoryPercent('lib'), null)
  for (const ask of ['memoryMaps', 'memoryMapsGrouped', 'memoryFootprint'] as const) {
    t.throws(() => target[ask](), { code: 'ERR_ZOMBIE_PROCESS' }, ask)
  }
  t.is(target.memoryPercent(), 0)
})
