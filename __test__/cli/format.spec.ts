import test from 'ava'
import {
  formatBytes,
  formatCpu,
  formatDuration,
  formatEndpoint,
  formatInstant,
  formatPercent,
} from '../../src/cli/format.ts'

test('bytes', (t) => {
  const texts = {
    0: '0 B',
    999: '999 B',
    1000: '1.0 KiB',
    1536: '1.5 KiB',
    1048576: '1.0 MiB',
    25276076032: '23.5 GiB',
  }
  for (const [bytes, text] of Object.entries(texts)) t.is(formatBytes(Number(bytes)), text)
  t.is(formatBytes(1023.99 * 1024), '1.0 MiB')
  t.is(formatBytes(2 ** 80), '1048576.0 EiB')
  t.is(formatBytes(null), '–')
})

test('percentages', (t) => {
  t.deepEqual([0, 7.4, 99.6, null, undefined].map(formatPercent), ['0%', '7%', '100%', '–', '–'])
  t.deepEqual([0, 103.21, 999.96, 6400, null].map(formatCpu), ['0.0', '103.2', '1000', '6400', '–'])
})

test('lengths of time', (t) => {
  t.deepEqual([0, 45.9, 61, 8280, 86_400, 273_600, -3, null].map(formatDuration), [
    '0 s',
    '45 s',
    '1 min 1 s',
    '2 h 18 min',
    '1 day 0 h',
    '3 days 4 h',
    '0 s',
    '–',
  ])
})

test('an instant is in local time', (t) => {
  t.is(formatInstant(new Date(2026, 0, 2, 3, 4).getTime()), '2026-01-02 03:04')
  t.is(formatInstant(null), '–')
})

test('an address of IPv6 is told apart from its port', (t) => {
  t.is(formatEndpoint({ address: '127.0.0.1', port: 80 }), '127.0.0.1:80')
  t.is(formatEndpoint({ address: '::1', port: 80 }), '[::1]:80')
})
