import test from 'ava'
import { helpText, parse } from '../../src/cli/arguments.ts'
import { COMMANDS } from '../../src/cli/commands.ts'
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
    const message = (text: string) =>
      text.startsWith(`unknown command '${name}', known: info PID; df; free; net; ports; sensors; users\n`)
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

test('the help fits a screen and tells every command with its options', (t) => {
  const lines = helpText('psutil-native').split('\n')
  for (const name of ['--processes', '--interval', '--help', '--version']) {
    t.true(lines.some((line) => line.includes(name)))
  }
  const heads = ['info PID', 'df [--all]', 'free', 'net', 'ports [--kind KIND] [--all]', 'sensors', 'users']
  for (const head of heads)
    t.true(
      lines.some((line) => line.startsWith(`  ${head} [--json]  `)),
      head,
    )
  t.true(Math.max(...lines.map((line) => line.length)) <= 80)
  t.true(lines.length <= 24 + 2)
})

for (const [name, { options }] of Object.entries(COMMANDS)) {
  test(`the help of ${name} tells its options in 80 columns`, (t) => {
    t.deepEqual(parse([name, '--help']), { command: 'help', about: name })
    const lines = helpText('psutil-native', name).split('\n')
    t.true(lines[0]?.startsWith(`Usage: psutil-native ${name}`))
    for (const option of [...Object.keys(options), 'help', 'version']) {
      t.true(
        lines.some((line) => line.includes(`--${option} `)),
        option,
      )
    }
    t.deepEqual(
      lines.filter((line) => line.length > 80),
      [],
    )
  })
}

test('words, and others', (t) => {
  t.like(parse(['ports', '--kind', 'tcp6']), { kind: 'tcp6' })
  const message = /^option '--kind' needs one of inet, inet4, .*, unix, all, not 'foo'$/m
  t.throws(() => parse(['ports', '--kind', 'foo']), { instanceOf: UsageError, message })
})
