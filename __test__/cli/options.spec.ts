import test from 'ava'
import {
  describeOptions,
  type OptionTable,
  readCommandLine,
  summariseOptions,
  UsageError,
  widthOfOptions,
} from '../../src/cli/options.ts'

const TABLE = {
  depth: { short: 'd', value: { name: 'N', from: 1, to: 9 }, help: 'how deep' },
  all: { help: 'everything' },
} as const

const WORDS = { colour: { value: { name: 'WHEN', words: ['always', 'never'] }, help: 'when' } } as const

function readOptions(table: OptionTable, args: string[]) {
  return readCommandLine({ arguments: [], options: table }, args).options
}

const WITH_ARGUMENTS = {
  arguments: [
    { name: 'FROM', from: 1, to: 9 },
    { name: 'TO', from: 1, to: 9 },
  ],
  options: { ...TABLE, help: { short: 'h', help: 'this', standsAlone: true } },
} as const

test('arguments, between options and after --', (t) => {
  for (const args of [
    ['1', '2', '--all'],
    ['--all', '1', '2'],
    ['1', '--all', '--', '2'],
  ]) {
    const given = readCommandLine(WITH_ARGUMENTS, args)
    t.deepEqual(given.arguments, [1, 2], args.join(' '))
    t.deepEqual([...given.options.keys()], ['all'])
  }
})

test('an option that stands alone needs no arguments', (t) => {
  t.true(readCommandLine(WITH_ARGUMENTS, ['-h']).options.has('help'))
  t.deepEqual(readCommandLine(WITH_ARGUMENTS, ['1', '-h']).arguments, [1])
})

const WRONG_ARGUMENTS: Readonly<Record<string, readonly [RegExp, ...string[]]>> = {
  'all missing': [/^FROM is missing: a whole number from 1 to 9$/m],
  'one missing': [/^TO is missing/, '1', '--all'],
  'no number': [/^TO is to be a whole number from 1 to 9, not 'x'$/m, '1', 'x'],
  'an empty one': [/^FROM .*not ''/, ''],
  'a negative number': [/^FROM .*not '-1'/, '-1'],
  'a long negative number': [/^FROM .*not '-12'/, '-12'],
  'a negative number after --': [/^FROM .*not '-1'/, '--', '-1'],
  'a fraction': [/^FROM .*not '1.5'/, '1.5'],
  'a number too high': [/^FROM .*not '10'/, '10'],
  'one too many': [/^unknown argument '3'/, '1', '2', '3'],
  'a negative one too many': [/^unknown option '-3'/, '1', '2', '-3'],
  'an unknown option': [/^unknown option '--foo'/, '--foo', '1', '2'],
}

for (const [title, [message, ...args]] of Object.entries(WRONG_ARGUMENTS)) {
  test(`arguments: ${title}`, (t) => {
    const error = t.throws(() => readCommandLine(WITH_ARGUMENTS, args), { instanceOf: UsageError, message })
    t.regex(error?.message ?? '', /\nValid options: -d, --depth N; --all; -h, --help$/)
  })
}

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

test('a choice of words', (t) => {
  const colour: 'always' | 'never' | undefined = readCommandLine({ arguments: [], options: WORDS }, [
    '--colour',
    'never',
  ]).options.get('colour')
  t.is(colour, 'never')
  for (const word of ['sometimes', 'Never', '']) {
    t.throws(() => readOptions(WORDS, [`--colour=${word}`]), {
      instanceOf: UsageError,
      message: `option '--colour' needs one of always, never, not '${word}'\nValid options: --colour WHEN`,
    })
  }
  t.throws(() => readOptions(WORDS, ['--colour']), { message: /needs one of always, never\n/ })
})

test('options in one line', (t) => {
  t.is(summariseOptions({ ...TABLE, ...WORDS }), '[--depth N] [--all] [--colour WHEN]')
})

test('the help lines up', (t) => {
  t.deepEqual(describeOptions(TABLE), ['  -d, --depth N  how deep', '      --all      everything'])
  t.is(widthOfOptions(TABLE), '  -d, --depth N'.length)
  t.deepEqual(describeOptions({ all: TABLE.all }, 15), ['      --all      everything'])
})
