import test from 'ava'
import { chosen, readArguments } from '../../e2e/arguments.ts'

const run = async () => {}
const DENO = { name: 'Deno, check', quick: true, run }
const YARN = { name: 'Yarn', quick: false, run }

test('by default everybody', (t) => {
  const asked = readArguments([])
  t.deepEqual(asked, { quick: false, only: [], keep: false })
  t.deepEqual(chosen([DENO, YARN], asked), [DENO, YARN])
})

test('who is quick, whose name holds something, or both', (t) => {
  const names = (...args: string[]) => chosen([DENO, YARN], readArguments(args)).map(({ name }) => name)
  t.deepEqual(names('--quick'), ['Deno, check'])
  t.deepEqual(names('--only', 'CHECK'), ['Deno, check'])
  t.deepEqual(names('--only', 'yarn', '--only', 'deno'), ['Deno, check', 'Yarn'])
  t.deepEqual(names('--quick', '--only', 'yarn'), [])
})

test('anything else is refused', (t) => {
  t.throws(() => readArguments(['--fast']))
  t.throws(() => readArguments(['deno']))
})
