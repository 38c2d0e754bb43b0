// Disks as seen by users who may not look everywhere, and from outside of a container.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { DiskIoCounters, DiskPartition } from 'psutil-native'
import { AS_NOBODY, nodeCommand, runForJson, whyNot, whyNotAsNobody } from '../helpers/as-user.ts'
import { end } from '../helpers/child.ts'
import { testUnless } from '../helpers/unless.ts'
import { ROOT } from '../house/sources.ts'

interface Disks {
  partitions: DiskPartition[]
  all: DiskPartition[]
  counters: DiskIoCounters | null
  devices: string[]
}

function folder(t: ExecutionContext): string {
  const root = mkdtempSync(join(tmpdir(), 'psutil-native-disks-'))
  t.teardown(() => rmSync(root, { recursive: true }))
  return root
}

const asNobody = testUnless(whyNotAsNobody())

asNobody('E-F17 E-F3 where the list of file systems and the counters may not be read, others tell', (t) => {
  const root = folder(t)
  chmodSync(root, 0o755)
  cpSync(join(ROOT, '__test__/fixtures/disks-laptop'), root, { recursive: true, verbatimSymlinks: true })
  cpSync(join(ROOT, '__test__/fixtures/disks-2.6/proc/diskstats'), join(root, 'proc/diskstats'))
  for (const name of ['filesystems', 'diskstats']) chmodSync(join(root, 'proc', name), 0)
  const command = nodeCommand('disks-at.ts', join(root, 'proc'), join(root, 'sys'))
  const disks = runForJson([...AS_NOBODY, ...command]) as Disks
  t.deepEqual(
    disks.partitions.map(({ mountpoint }) => mountpoint),
    ['/', '/boot', '/old'],
  )
  t.is(disks.counters?.readCount, 600)
  t.true(disks.devices.includes('nvme0n1p2') && !disks.devices.includes('hda'))
})

const APART = ['-mpf', '--kill-child', 'sh', '-c']
const whereNamespacesAreMade = testUnless(whyNot('unshare', ...APART, 'mount -t proc proc /proc'))

whereNamespacesAreMade(
  'E-F17 a procfs of another pid namespace tells the mounts of its process 1',
  async (t) => {
    const root = folder(t)
    for (const name of ['proc', 'within']) mkdirSync(join(root, name))
    const script =
      'mount -t proc proc "$1/proc" && mount -t tmpfs inside "$1/within" && echo ready && read end'
    const child = spawn('unshare', [...APART, script, 'sh', root], { stdio: ['pipe', 'pipe', 'inherit'] })
    t.teardown(() => end(child))
    await once(child.stdout, 'data')
    const procfs = `/proc/${child.pid}/root${root}/proc`
    const { all, partitions } = runForJson(nodeCommand('disks-at.ts', procfs, '/sys')) as Disks
    const within = all.find(({ device }) => device === 'inside')
    t.like(within, { mountpoint: join(root, 'within'), fstype: 'tmpfs' })
    t.true(partitions.every(({ device }) => device !== 'inside'))
  },
)

test('no disk is made up where nothing can be seen', (t) => {
  const root = folder(t)
  mkdirSync(join(root, 'self'))
  const command = nodeCommand('disks-at.ts', root, root)
  const error = t.throws(() => runForJson(command))
  t.true(error.message.includes('self/mountinfo'))
})
