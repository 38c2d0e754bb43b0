// What the help and the messages derive from.
import test from 'ava'
import { COMMANDS, COMMON, type Command, OVERVIEW } from '../../src/cli/commands.ts'
import type { Value } from '../../src/cli/options.ts'

const ALL: readonly (readonly [string, Command])[] = [['overview', OVERVIEW], ...Object.entries(COMMANDS)]

for (const [name, { help, arguments: values, options }] of ALL) {
  test(`${name}: no option stands twice, no letter either`, (t) => {
    const letters = [...Object.values(options), ...Object.values(COMMON)].flatMap(({ short }) => short ?? [])
    t.is(new Set(letters).size, letters.length)
    for (const common of Object.keys(COMMON)) t.false(Object.hasOwn(options, common), common)
    t.regex(help, /^[^A-Z].*[^.]$/)
  })

  test(`${name}: its numbers have a range and a name in capitals`, (t) => {
    const all: Value[] = [...values, ...Object.values(options).flatMap(({ value }) => value ?? [])]
    t.true(all.every(({ from, to }) => from >= 0 && from < to))
    t.true(all.every((value) => /^[A-Z]+$/.test(value.name)))
  })
}

test('names of commands are no options', (t) => {
  for (const name of Object.keys(COMMANDS)) t.regex(name, /^[a-z]+$/)
})

test('what stands on the command line becomes a request', (t) => {
  const options = new Map([['json', undefined]])
  t.deepEqual(COMMANDS.info?.request({ arguments: [7], options }), { command: 'info', pid: 7, json: true })
  t.deepEqual(OVERVIEW.request({ arguments: [], options: new Map([['processes', 3]]) }), {
    command: 'overview',
    processes: 3,
    interval: 500,
    json: false,
  })
})
