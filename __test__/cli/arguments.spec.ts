import test from 'ava'
import { helpText, parse } from '../../src/cli/arguments.ts'
import { UsageError } from '../../src/cli/options.ts'

test('the overview with its defaults', (t) => {
  t.deepEqual(parse([]), { command: 'overview', processes: null, interval: 500, json: false })
})

test('the overview with everything', (t) => {
  const args = ['--json', '-n', '3', '--interval', '50']
  t.deepEqual(parse(args), { command: 'overview', processes: 3, interval: 50, json: true })
  t.like(parse(['--processes', '0']), { processes: 0 })
})

test('info with a number', (t) => {
  t.deepEqual(parse(['info', '7']), { command: 'info', pid: 7, json: false })
  t.deepEqual(parse(['info', '--json', '7']), { command: 'info', pid: 7, json: true })
  for (const name of ['help', 'version']) t.is(parse(['info', `--${name}`]).command as string, name)
})

test('info without a number, or with a wrong one', (t) => {
  t.throws(() => parse(['info']), { instanceOf: UsageError, message: /^PID is missing/ })
  for (const pid of ['abc', '-1', '1.5', '99999999999', 'self', '', '0x1', '1e3']) {
    const message = `PID is to be a whole number from 0 to 2147483647, not '${pid}'`
    t.throws(() => parse(['info', pid]), {
      instanceOf: UsageError,
      message: (text) => text.startsWith(message),
    })
  }
})

test('info has options of its own', (t) => {
  const message = /^unknown option '-n'\nValid options: --json; -h, --help; -v, --version$/
  t.throws(() => parse(['info', '7', '-n', '3']), { instanceOf: UsageError, message })
})

test('no command of that name, or not where it belongs', (t) => {
  for (const name of ['inof', 'constructor', '7']) {
    const message = (text: string) => text.startsWith(`unknown command '${name}', known: info PID\n`)
    t.throws(() => parse([name]), { instanceOf: UsageError, message })
  }
  const message = /^the command 'info' is to stand first\n/
  t.throws(() => parse(['--json', 'info', '7']), { instanceOf: UsageError, message })
})

test('help and version', (t) => {
  for (const args of [['-h'], ['--help'], ['--version', '--help']]) t.is(parse(args).command, 'help')
  for (const args of [['-v'], ['--version']]) t.is(parse(args).command, 'version')
})

test('a mistake beside --help is still a mistake', (t) => {
  t.throws(() => parse(['--help', '--foo']), { instanceOf: UsageError, message: /--foo/ })
})

test('the help names every option and fits 80 columns', (t) => {
  const lines = helpText('psutil-native').split('\n')
  for (const name of ['info PID', '--processes', '--interval', '--json', '--help', '--version']) {
    t.true(lines.some((line) => line.includes(name)))
  }
  t.true(Math.max(...lines.map((line) => line.length)) <= 80)
})
