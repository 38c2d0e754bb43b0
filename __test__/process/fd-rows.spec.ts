import test from 'ava'
import { fdsOf, filesOf } from '../../src/process/fd-rows.ts'

const EMPTY = { rows: 0, numbers: new Float64Array(), text: '' }
const NONE = '\x18\x1A\0'

/** One descriptor of which nothing is known but its number, its type (a place) and whether it is deleted. */
function bare(type: number) {
  const numbers = Float64Array.from([7, type, ...Array.from({ length: 14 }, () => Number.NaN)])
  return { rows: 1, numbers, text: NONE + NONE }
}

test('what is not known is null', (t) => {
  const [fd] = fdsOf({ fds: bare(0), sockets: EMPTY, extras: [] }, false)
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
    const [fd] = fdsOf({ fds: bare(type), sockets: EMPTY, extras: [{ row: 0 }] }, false)
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

test('regular files', (t) => {
  const table = {
    rows: 2,
    numbers: Float64Array.of(3, 4, 10, Number.NaN, 2, Number.NaN, 0, 1),
    text: `/a\0${NONE}r+\0${NONE}`,
  }
  t.deepEqual(filesOf(table), [
    { path: '/a', deleted: false, fd: 3, position: 10, mode: 'r+', flags: 2 },
    { path: null, deleted: true, fd: 4, position: null, mode: null, flags: null },
  ])
})
