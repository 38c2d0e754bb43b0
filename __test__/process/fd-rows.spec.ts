import test from 'ava'
import { fdsOf, filesOf } from '../../src/process/fd-rows.ts'

const EMPTY = { rows: 0, numbers: new Float64Array(), text: '' }
const NONE = '\x18\x1A\0'

/** One descriptor of which nothing is known but its number and its type (a place); and its lists are empty. */
function bare(type: number) {
  const unknown = Array.from({ length: 20 }, () => Number.NaN)
  const lists: Record<number, number[]> = { 6: [0], 8: [0], 10: [Number.NaN, 0] }
  const numbers = [1, 7, type, ...unknown.slice(0, 14), 0, ...(lists[type] ?? unknown)]
  return { rows: 1, numbers: Float64Array.from(numbers), text: NONE + NONE, tables: [EMPTY] }
}

test('what is not known is null', (t) => {
  const [fd] = fdsOf(bare(0), false)
  t.deepEqual(fd, {
    fd: 7,
    type: 'file',
    path: null,
    deleted: false,
    position: null,
    flags: null,
    openMode: null,
    dev: null,
    ino: null,
    rdev: null,
    mode: null,
    size: null,
    extraInfo: { nlink: null, mntId: null },
  })
})

test('every type has its word and its own unknowns', (t) => {
  const keys = (type: number) => {
    const [fd] = fdsOf(bare(type), false)
    return [fd?.type, ...Object.keys(fd?.extraInfo ?? {}).slice(2)]
  }
  t.deepEqual(keys(1), ['socket', 'family', 'type', 'protocol', 'laddr', 'raddr', 'status', 'uid', 'scmFds'])
  t.deepEqual(keys(6), ['inotify', 'watches'])
  t.deepEqual(keys(7), ['signalfd', 'sigmask'])
  t.deepEqual(keys(8), ['epoll', 'tfds'])
  t.deepEqual(keys(9), ['timerfd', 'clockid', 'ticks', 'settimeFlags', 'itValue', 'itInterval'])
  t.deepEqual(keys(10), ['pidfd', 'pid', 'nspid'])
  t.deepEqual(keys(11), ['eventfd', 'eventfdCount', 'eventfdId', 'eventfdSemaphore'])
  t.deepEqual(keys(12), ['unknown', 'name'])
})

test('what only some systems count is there where they do', (t) => {
  const numbers = [1, 7, 2, ...Array.from({ length: 14 }, () => Number.NaN), 2, 16384, 5]
  const text = `${NONE}${NONE}bufferMax\0bufferCnt\0`
  const [fd] = fdsOf({ rows: 1, numbers: Float64Array.from(numbers), text, tables: [EMPTY] }, false)
  t.deepEqual(fd?.extraInfo, { nlink: null, mntId: null, bufferMax: 16384, bufferCnt: 5 })
})

test('regular files', (t) => {
  const table = {
    rows: 2,
    numbers: Float64Array.of(3, 10, 2, 0, 4, Number.NaN, Number.NaN, 1),
    text: `/a\0r+\0${NONE}${NONE}`,
  }
  t.deepEqual(filesOf(table), [
    { path: '/a', deleted: false, fd: 3, position: 10, mode: 'r+', flags: 2 },
    { path: null, deleted: true, fd: 4, position: null, mode: null, flags: null },
  ])
})
