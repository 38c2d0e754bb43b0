import test from 'ava'
import { commandOf, table } from '../../src/cli/table.ts'
import { widthOf } from '../../src/cli/width.ts'
import { row } from './rows.ts'

const drawn = (rows: Parameters<typeof table>[0], columns = 80) =>
  table(rows, columns).map((line) => line.map(({ text }) => text).join(''))

test('columns line up whatever is in them', (t) => {
  const rows = [
    row(),
    row({ pid: 12345, username: '日本語', cpuPercent: 103.2 }),
    row({ username: 'e\u0301' }),
    row({ username: null }),
  ]
  const at = drawn(rows).map((line) => widthOf(line.slice(0, line.search(/COMMAND|\/sbin/))))
  t.is(new Set(at).size, 1, String(at))
})

test('narrow screens have fewer columns', (t) => {
  t.is(drawn([row()], 80)[0], 'PID  USER  CPU %   MEMORY  COMMAND')
  t.is(drawn([row()], 40)[0], 'PID  CPU %   MEMORY  COMMAND')
  t.is(drawn([row()], 20)[0], 'PID CPU % COMMAND')
})

test('long user names are cut off', (t) => {
  t.regex(drawn([row({ username: 'systemd-coredump' })])[1] ?? '', /^ {2}1 {2}systemd-cored… /)
})

test('hostile names and arguments are harmless', (t) => {
  const rows = [row({ username: 'a\x1b[1m', cmdline: ['x\ny', '\u202ez'] })]
  t.regex(drawn(rows)[1] ?? '', /a\u{FFFD}\[1m .* x\u{FFFD}y \u{FFFD}z$/u)
})

test('commands as ps(1) writes them', (t) => {
  t.is(commandOf(row({ cmdline: ['sh', '-c', ''] })), 'sh -c ')
  t.is(commandOf(row({ cmdline: [], name: 'kthreadd' })), '[kthreadd]')
  t.is(commandOf(row({ cmdline: [''], name: 'emptied' })), '[emptied]')
  t.is(commandOf(row({ cmdline: null, status: 'zombie', name: 'a\nb' })), '[a\u{FFFD}b] <defunct>')
  t.is(commandOf(row({ cmdline: null })), 'init')
  t.is(commandOf(row({ cmdline: null, name: null })), '–')
})

test('unknown numbers are dashes; a thread of the kernel has no memory', (t) => {
  t.regex(drawn([row({ cpuPercent: null, memoryInfo: null })])[1] ?? '', /root +– +– +\/sbin/)
  t.regex(drawn([row({ memoryInfo: { rss: 0, vms: 0 } })])[1] ?? '', /0\.0 +– +\/sbin/)
})
