import test from 'ava'
import {
  cellText,
  clean,
  isRecord,
  isScalar,
  itemText,
  reasonText,
  scalarText,
} from '../../src/cli/info-values.ts'
import { AccessDeniedError, KernelDataError, UnsupportedError, ZombieProcessError } from '../../src/errors.ts'

const SCREEN = { now: 3_600_000, full: false }
const FULL = { now: 0, full: true }

const NUMBERS: Readonly<Record<string, readonly [number, string]>> = {
  pid: [7, '7'],
  rawCreateTime: [1.5, '1.50'],
  'memoryInfo.rss': [1024, '1.0 KiB'],
  'memoryFootprint.uss': [0, '0 B'],
  'memoryMaps.rss': [4096, '4.0 KiB'],
  'memoryMaps.addrStart': [0x7f_e6e7_d400_00, '7fe6e7d40000'],
  'memoryMaps.ino': [5000, '5000'],
  'pageFaults.minor': [5000, '5000'],
  'ioCounters.readCount': [5000, '5000'],
  'ioCounters.readBytes': [5000, '4.9 KiB'],
  'ioCounters.writeChars': [5000, '4.9 KiB'],
  'limits.stack.soft': [8_388_608, '8.0 MiB'],
  'limits.nofile.soft': [8_388_608, '8388608'],
  'limits.cpu.hard': [90, '1 min 30 s'],
  'limits.rttime.hard': [90, '90 µs'],
  'limits.as.hard': [Number.POSITIVE_INFINITY, 'unlimited'],
  'cpuTimes.user': [1.5, '1.50 s'],
  'threads.systemTime': [1.5, '1.50 s'],
  memoryPercent: [12.34, '12.3 %'],
  cpuPercent: [12.34, '12.3 % of one CPU since it started'],
  umask: [0o22, '0o022'],
  'openFiles.flags': [0o100_002, '0o100002'],
}

for (const [path, [value, text]] of Object.entries(NUMBERS)) {
  test(`the unit of ${path}`, (t) => t.is(scalarText(path, value, SCREEN), text))
}

test('an instant has its date and its age', (t) => {
  t.regex(scalarText('createTime', 0, SCREEN), /^\d{4}-\d\d-\d\d \d\d:\d\d \(1 h 0 min ago\)$/)
})

test('other scalars', (t) => {
  t.is(scalarText('hasTerminal', true, SCREEN), 'yes')
  t.is(scalarText('hasTerminal', false, SCREEN), 'no')
  t.is(scalarText('terminal', '', SCREEN), '(empty)')
  t.is(scalarText('x', null, SCREEN), '–')
  t.is(scalarText('x', 2n ** 64n, SCREEN), '18446744073709551616')
})

test('nothing reaches the terminal but letters', (t) => {
  for (const text of [scalarText, itemText, cellText].map((write) => write('exe', '/\x1b[2J\n', SCREEN))) {
    t.true(text.includes('/\u{FFFD}[2J\u{FFFD}'))
  }
  t.is(cellText('laddr', { address: '\x1b', port: 1 }, SCREEN), '\u{FFFD}:1')
})

test('an argument that would not be seen as one is in quotes', (t) => {
  const words = ['--a=b', 'c d', '', "it's", 'SIGRTMIN+3', 'straße', 5]
  t.deepEqual(
    words.map((word) => itemText('cmdline', word, SCREEN)),
    ['--a=b', "'c d'", "''", "'it'\\''s'", 'SIGRTMIN+3', 'straße', '5'],
  )
})

test('cells of records and lists', (t) => {
  t.is(cellText('c.laddr', { address: '127.0.0.1', port: 80 }, SCREEN), '127.0.0.1:80')
  t.is(cellText('c.laddr', { address: '::1', port: 80 }, SCREEN), '[::1]:80')
  t.is(cellText('c.laddr', '/run/socket', SCREEN), '/run/socket')
  t.is(cellText('c.laddr', null, SCREEN), '–')
  t.is(cellText('c.path', '', SCREEN), '')
  t.is(cellText('c.new', { a: 1, b: { c: [2, 3] } }, SCREEN), 'a 1 · b c 2 3')
})

test('why there is no answer', (t) => {
  t.is(reasonText('exe', new AccessDeniedError(1)), 'access denied')
  t.is(reasonText('exe', new ZombieProcessError(1)), 'gone with its memory')
  t.is(reasonText('exe', new UnsupportedError('exe', [])), 'not on this platform')
  t.is(reasonText('exe', new KernelDataError('/proc', 'no \x1bnumber')), 'unknown: no \u{FFFD}number')
  t.is(reasonText('exe', undefined), 'none')
  t.is(reasonText('umask', undefined), 'unknown')
})

test('a screen gets the beginning of megabytes, a pipe all', (t) => {
  const text = 'x'.repeat(100_000)
  t.regex(clean(text, SCREEN), /^x{1,10000}…$/)
  t.is(clean(text, FULL), text)
  t.is(clean('☺\uFE0F', SCREEN), '☺')
  t.is(clean('\x1b', FULL), '\u{FFFD}')
})

test('shapes', (t) => {
  t.deepEqual([1, null, 'x', [], {}].map(isScalar), [true, true, true, false, false])
  t.deepEqual([1, null, 'x', [], {}].map(isRecord), [false, false, false, false, true])
})
