// What processes have open, as procstat(1) and fstat(1) tell of it; and disks, as df(1).
import assert from 'node:assert/strict'
import { realpathSync } from 'node:fs'
import process from 'node:process'
import { after, before } from 'node:test'
import { diskPartitionsAll, diskUsage, Process } from 'psutil-native'
import { child, near, oracle, rows, says } from './common.mjs'

let started
let one

before(async () => {
  started = await child()
  one = new Process(started.pid)
})

after(() => started.kill())

oracle('df', 'diskUsage', () => {
  const [total, used, free] = rows(says('df', '-kP', '/'))
    .at(-1)
    .slice(1, 4)
    .map((kib) => Number(kib) * 1024)
  const ours = diskUsage('/')
  assert.equal(ours.total, total)
  near(ours.used, used, 0.01, 'used')
  near(ours.free, free, 0.01, 'free')
})

oracle('mount', 'diskPartitionsAll', () => {
  const mounted = new Set(diskPartitionsAll().map(({ mountpoint }) => mountpoint))
  // `DEVICE on PLACE (…` or `DEVICE on PLACE type …`
  const places = [...says('mount').matchAll(/^.* on (\/.*?) (?:type |\()/gm)].map(([, place]) => place)
  assert.ok(places.length > 0)
  for (const place of places) assert.ok(mounted.has(place), place)
})

const descriptors = () => [...one.iterFds()].map(({ fd }) => fd).sort((a, b) => a - b)

oracle(
  'procstat',
  'process.iterFds',
  () => {
    // PID COMM FD T V …: what is no number is the program's text, its folders and the like.
    const theirs = rows(says('procstat', '-f', one.pid))
      .slice(1)
      .map((words) => Number(words[2]))
    assert.deepEqual(
      descriptors(),
      theirs.filter(Number.isInteger).sort((a, b) => a - b),
    )
    assert.equal(one.numFds(), descriptors().length)
  },
  { on: ['freebsd'] },
)

oracle(
  'procstat',
  'process.exe',
  () => {
    assert.equal(
      one.exe(),
      rows(says('procstat', '-b', one.pid))
        .at(-1)
        .at(-1),
    )
    assert.equal(one.exe(), realpathSync(process.execPath))
  },
  { on: ['freebsd'] },
)

oracle(
  'procstat',
  'process.threads',
  () => assert.equal(one.numThreads(), rows(says('procstat', '-t', one.pid)).length - 1),
  { on: ['freebsd'] },
)

oracle(
  'procstat',
  'process.memoryMaps',
  () => assert.equal(one.memoryMaps().length, rows(says('procstat', '-v', one.pid)).length - 1),
  { on: ['freebsd'] },
)

oracle(
  'fstat',
  'process.iterFds',
  () => {
    // USER CMD PID FD …: `wd`, `text` and `tr` are no descriptors; a mark may follow the number.
    const theirs = rows(says('fstat', '-p', one.pid))
      .slice(1)
      .map((words) => Number.parseInt(words[3], 10))
    const numbers = [...new Set(theirs.filter(Number.isInteger))]
    assert.deepEqual(
      descriptors(),
      numbers.sort((a, b) => a - b),
    )
  },
  { on: ['openbsd', 'netbsd'] },
)

oracle(
  'lsof',
  'process.openFiles',
  () => {
    const names = says('lsof', '-a', '-p', one.pid, '-d', '0-999', '-Fftn')
    const files = [...names.matchAll(/^f(\d+)$\n^tREG$/gm)].map(([, fd]) => Number(fd))
    assert.deepEqual(
      one.openFiles().map(({ fd }) => fd),
      files,
    )
  },
  { on: ['darwin'] },
)

oracle('ps', 'process.cwd', () => assert.equal(one.cwd(), realpathSync(process.cwd())), {
  name: 'process.cwd',
})
