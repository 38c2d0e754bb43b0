// What the help and the messages derive from.
import test from 'ava'
import { COMMANDS, COMMON, type Command, OVERVIEW } from '../../src/cli/commands.ts'
import { readCommandLine, type Value } from '../../src/cli/options.ts'

const ALL: readonly (readonly [string, Command])[] = [['overview', OVERVIEW], ...Object.entries(COMMANDS)]

for (const [name, { help, arguments: values, options }] of ALL) {
  test(`${name}: no option stands twice, no letter either`, (t) => {
    const letters = [...Object.values(options), ...Object.values(COMMON)].flatMap(({ short }) => short ?? [])
    t.is(new Set(letters).size, letters.length)
    for (const common of Object.keys(COMMON)) t.false(Object.hasOwn(options, common), common)
    t.regex(help, /^[^A-Z].*[^.]$/)
  })

  test(`${name}: its values have a range or words, and a name in capitals`, (t) => {
    const all: Value[] = [...values, ...Object.values(options).flatMap(({ value }) => value ?? [])]
    const isRight = (value: Value) => ('words' in value ? value.words.length > 1 : value.from < value.to)
    t.true(all.every(isRight))
    t.true(all.every((value) => /^[A-Z]+$/.test(value.name)))
  })
}

test('names of commands are no options', (t) => {
  for (const name of Object.keys(COMMANDS)) t.regex(name, /^[a-z]+$/)
})

test('what stands on the command line becomes a request', (t) => {
  const requestOf = ({ command, args }: { command: Command | undefined; args: string[] }) => {
    return command?.request(readCommandLine(command, args))
  }
  const expected = { command: 'overview', processes: 3, interval: 500, json: false }
  t.deepEqual<unknown, unknown>(requestOf({ command: OVERVIEW, args: ['-n', '3'] }), expected)
  const { info, df, ports, users } = COMMANDS
  t.deepEqual<unknown, unknown>(
    [
      requestOf({ command: info, args: ['7', '--json'] }),
      requestOf({ command: df, args: ['--all'] }),
      requestOf({ command: ports, args: [] }),
      requestOf({ command: ports, args: ['--kind', 'udp6', '--all'] }),
      requestOf({ command: users, args: ['--json'] }),
    ],
    [
      { command: 'info', pid: 7, json: true },
      { command: 'df', all: true, json: false },
      { command: 'ports', kind: 'inet', all: false, json: false },
      { command: 'ports', kind: 'udp6', all: true, json: false },
      { command: 'users', json: true },
    ],
  )
})
