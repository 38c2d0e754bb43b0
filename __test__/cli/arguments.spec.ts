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

test('help and version', (t) => {
  for (const args of [['-h'], ['--help'], ['--version', '--help']]) t.is(parse(args).command, 'help')
  for (const args of [['-v'], ['--version']]) t.is(parse(args).command, 'version')
})

test('a mistake beside --help is still a mistake', (t) => {
  t.throws(() => parse(['--help', '--foo']), { instanceOf: UsageError, message: /--foo/ })
})

test('the help names every option and fits 80 columns', (t) => {
  const lines = helpText('psutil-native').split('\n')
  for (const name of ['--processes', '--interval', '--json', '--help', '--version']) {
    t.true(lines.some((line) => line.includes(name)))
  }
  t.true(Math.max(...lines.map((line) => line.length)) <= 80)
})
