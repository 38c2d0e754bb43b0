import { EventEmitter } from 'node:events'
import { stripVTControlCharacters } from 'node:util'
import test from 'ava'
import { type Host, main } from '../../src/cli/main.ts'
import { widthOf } from '../../src/cli/width.ts'

/** Streams that keep what is written. */
function fakeHost(stream: { isTTY: boolean; columns?: number; rows?: number }) {
  const written = { stdout: '', stderr: '' }
  const capture = (name: keyof typeof written) =>
    Object.assign(new EventEmitter(), stream, {
      write(text: string) {
        written[name] += text
        return true
      },
    })
  const host: Host = { stdout: capture('stdout'), stderr: capture('stderr'), env: {} }
  return { host, written }
}

test('a terminal is filled, but not more', async (t) => {
  const { host, written } = fakeHost({ isTTY: true, columns: 70, rows: 20 })
  t.is(await main(['--interval', '10'], host), 0)
  t.true(written.stdout.split('\n').length <= 20)
  t.true(written.stdout.includes('\x1b['))
  t.is(written.stderr, '')
})

test('a terminal without a size has 80 columns and 24 rows', async (t) => {
  const { host, written } = fakeHost({ isTTY: true, columns: 0, rows: 0 })
  t.is(await main(['--interval', '10'], host), 0)
  t.true(written.stdout.split('\n').length <= 24)
})

test('who asks for a number of processes gets it, fit or not', async (t) => {
  const { host, written } = fakeHost({ isTTY: true, columns: 70, rows: 5 })
  t.is(await main(['--interval', '10', '-n', '4'], host), 0)
  const lines = written.stdout.trimEnd().split('\n')
  t.is(lines.length - lines.findIndex((line) => line.includes('COMMAND')) - 1, 4)
})

test('mistakes go to stderr, harmless', async (t) => {
  const { host, written } = fakeHost({ isTTY: true })
  t.is(await main(['--fo\x1b[2J\no'], host), 2)
  t.is(written.stdout, '')
  t.true(written.stderr.startsWith("psutil-native: unknown option '--fo\u{FFFD}[2J"))
  t.false(written.stderr.includes('\x1b'))
})

test('info fits a terminal and has its colours', async (t) => {
  const { host, written } = fakeHost({ isTTY: true, columns: 40, rows: 20 })
  t.is(await main(['info', String(process.pid)], host), 0)
  const lines = written.stdout.split('\n').map(stripVTControlCharacters)
  t.true(Math.max(...lines.map(widthOf)) <= 40)
  t.true(written.stdout.includes('\x1b[1mIdentity\x1b[0m'))
})

test('info is whole where there is no terminal', async (t) => {
  const { host, written } = fakeHost({ isTTY: false })
  t.is(await main(['info', String(process.pid)], host), 0)
  t.false(written.stdout.includes('\x1b'))
  t.false(written.stdout.includes('no room for'))
})

for (const command of ['df', 'free', 'net', 'ports', 'sensors', 'users']) {
  test(`${command} fits a terminal, and is whole where there is none`, async (t) => {
    const terminal = fakeHost({ isTTY: true, columns: 44, rows: 20 })
    t.is(await main([command], terminal.host), 0)
    const lines = terminal.written.stdout.split('\n').map(stripVTControlCharacters)
    t.true(Math.max(...lines.map(widthOf)) <= 44)
    const pipe = fakeHost({ isTTY: false })
    t.is(await main([command], pipe.host), 0)
    t.false(pipe.written.stdout.includes('\x1b'))
    t.false(pipe.written.stdout.includes('no room for'))
  })
}

test('the colours of a report', async (t) => {
  const { host, written } = fakeHost({ isTTY: true, columns: 80, rows: 20 })
  t.is(await main(['free'], host), 0)
  t.true(written.stdout.includes('\x1b[1mRAM'))
})
