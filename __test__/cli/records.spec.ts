import test from 'ava'
import { type Fields, records } from '../../src/cli/records.ts'
import { widthOf } from '../../src/cli/width.ts'

const ROWS = [
  { path: '/usr/lib/a/long/way/down/libc.so.6', dev: '08:01', rss: 4096, size: 8192, status: null },
  { path: '\x1b[2J', dev: '08:01', rss: 0, size: 1, status: null },
]

function lines(rows: readonly Fields[], columns: number, path = 'memoryMaps'): string[] {
  const writing = { now: 0, full: !Number.isFinite(columns) }
  return records(path, rows, columns, writing).map((line) => line.map(({ text }) => text).join(''))
}

test('without end: all columns, the path last and in full', (t) => {
  t.deepEqual(lines(ROWS, Number.POSITIVE_INFINITY), [
    'dev        rss     size  status  path',
    '08:01  4.0 KiB  8.0 KiB  –       /usr/lib/a/long/way/down/libc.so.6',
    '08:01      0 B      1 B  –       \u{FFFD}[2J',
  ])
})

test('the path is cut off first, then go the columns that tell least, and are named', (t) => {
  t.is(lines(ROWS, 60)[1], '08:01  4.0 KiB  8.0 KiB  –       …/a/long/way/down/libc.so.6')
  const [titles, first, , note] = lines(ROWS, 40)
  t.is(titles, '    rss     size  path')
  t.is(first, '4.0 KiB  8.0 KiB  …ng/way/down/libc.so.6')
  t.is(note, 'no room for: dev status')
})

test('no line is wider than there is room', (t) => {
  for (const columns of [20, 30, 40, 50, 80, 120]) {
    t.true(Math.max(...lines(ROWS, columns).map(widthOf)) <= columns, String(columns))
  }
})

test('a field that only some rows have', (t) => {
  t.deepEqual(lines([{ fd: 1 }, { fd: 20, peer: 'x' }], 80, 'openFiles'), ['fd  peer', ' 1', '20  x'])
})

test('the unit of a limit is that of its resource', (t) => {
  const limits = [
    { resource: 'stack', soft: 1024 },
    { resource: 'nofile', soft: 1024 },
  ]
  const wanted = ['resource     soft', 'stack     1.0 KiB', 'nofile       1024']
  t.deepEqual(lines(limits, 80, 'limits'), wanted)
})
