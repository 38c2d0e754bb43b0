import { execFileSync } from 'node:child_process'
import test from 'ava'
import { type Resource, resourceNumber } from '../src/resources.ts'

test('names are those of prlimit, and have numbers of their own', (t) => {
  const listed = execFileSync('prlimit', ['--raw', '--noheadings', '--output=RESOURCE'], { encoding: 'utf8' })
  const names = listed.trim().toLowerCase().split(/\s+/)
  t.is(new Set(names.map((name) => resourceNumber(name as Resource))).size, names.length)
  t.true(names.length >= 16)
})

test('a number is itself', (t) => {
  t.is(resourceNumber(resourceNumber('nofile')), resourceNumber('nofile'))
})

test('no such resource', (t) => {
  for (const bad of ['NOFILE', 'RLIMIT_NOFILE', '', -1, 99]) {
    const error = t.throws(() => resourceNumber(bad as Resource), {
      instanceOf: TypeError,
      code: 'ERR_INVALID_ARG_VALUE',
    })
    t.true(error.message.includes("'nofile'"))
  }
  for (const bad of [null, undefined, 1.5, {}]) {
    t.throws(() => resourceNumber(bad as never), { instanceOf: TypeError, code: 'ERR_INVALID_ARG_TYPE' })
  }
})
