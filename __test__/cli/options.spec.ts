import test from 'ava'
import { describeOptions, readOptions, UsageError } from '../../src/cli/options.ts'

const TABLE = {
  depth: { short: 'd', value: { name: 'N', from: 1, to: 9 }, help: 'how deep' },
  all: { help: 'everything' },
} as const

test('long, short, joined and repeated options', (t) => {
  for (const args of [['--depth', '3'], ['--depth=3'], ['-d', '3'], ['-d3'], ['-d9', '-d3']]) {
    t.deepEqual([...readOptions(TABLE, args)], [['depth', 3]], args.join(' '))
  }
  t.deepEqual([...readOptions(TABLE, ['--all'])], [['all', undefined]])
  t.is(readOptions(TABLE, []).size, 0)
})

const WRONG: Readonly<Record<string, readonly [RegExp, ...string[]]>> = {
  'an unknown option': [/^unknown option '--foo'/, '--foo'],
  'an unknown letter': [/^unknown option '-x'/, '-x'],
  'a name of Object.prototype': [/^unknown option '--constructor'/, '--constructor'],
  'an argument': [/^unknown argument 'foo'/, 'foo'],
  'no value': [/^option '--depth' needs a whole number from 1 to 9$/m, '--depth'],
  'no number': [/not 'three'/, '--depth=three'],
  'an empty value': [/not ''/, '--depth='],
  'an option as value': [/not '--all'/, '--depth', '--all'],
  'a fraction': [/not '1.5'/, '-d', '1.5'],
  'a number too low': [/not '0'/, '-d0'],
  'a negative number': [/^option '-d' .*not '-1'/, '-d', '-1'],
  'a number too high': [/not '10'/, '-d10'],
  'a value too many': [/^option '--all' takes no value, not 'yes'/, '--all=yes'],
}

for (const [title, [message, ...args]] of Object.entries(WRONG)) {
  test(`${title} is named, and what is valid`, (t) => {
    const error = t.throws(() => readOptions(TABLE, args), { instanceOf: UsageError, message })
    t.regex(error?.message ?? '', /\nValid options: -d, --depth N; --all$/)
  })
}

test('the help lines up', (t) => {
  t.deepEqual(describeOptions(TABLE), ['  -d, --depth N  how deep', '      --all      everything'])
})
