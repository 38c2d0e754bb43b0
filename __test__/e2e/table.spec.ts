import test from 'ava'
import { Unavailable } from '../../e2e/consumer.ts'
import { failures, isWell, line, type Row, summary, verdict } from '../../e2e/table.ts'

const PASSED: Row = { name: 'Node 22, ESM', seconds: 1.44 }
const FAILED: Row = { name: 'Bun', seconds: 12.05, error: new Error('first\n\nsecond\n') }
const AWAY: Row = { name: 'Alpine', seconds: 0, error: new Unavailable('no container') }

const PLAIN = { width: 12, colours: false }

test('a row each, aligned', (t) => {
  t.is(line(PASSED, PLAIN), 'Node 22, ESM  pass    1.4 s')
  t.is(line(FAILED, PLAIN), 'Bun           FAIL   12.1 s')
  t.is(line(AWAY, PLAIN), 'Alpine        unavailable (no container)')
})

test('colours are around the verdict alone', (t) => {
  t.is(line(PASSED, { ...PLAIN, colours: true }), 'Node 22, ESM  \x1b[32mpass\x1b[0m    1.4 s')
})

test('the failures are told below, and only they', (t) => {
  t.is(failures([PASSED, FAILED, AWAY], PLAIN), '\nBun\n  first\n\n  second\n')
  t.is(failures([PASSED, AWAY], PLAIN), '')
})

test('what is no Error fails, too', (t) => {
  const row = { ...FAILED, error: 'a string' }
  t.is(verdict(row), 'FAIL')
  t.is(failures([row], PLAIN), '\nBun\n  a string\n')
})

test('the sum', (t) => {
  t.is(summary([PASSED, FAILED, AWAY], 75), '1 passed, 1 failed, 1 unavailable, in 75.0 s')
  t.is(summary([PASSED], 1.25), '1 passed, in 1.3 s')
})

test('all is well if somebody passed and nobody failed', (t) => {
  t.true(isWell([PASSED, AWAY]))
  t.false(isWell([PASSED, FAILED]))
  t.false(isWell([AWAY]))
  t.false(isWell([]))
})
