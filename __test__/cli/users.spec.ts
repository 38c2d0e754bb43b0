import test from 'ava'
import { formatInstant } from '../../src/cli/format.ts'
import { users } from '../../src/cli/users.ts'
import { widthOf } from '../../src/cli/width.ts'
import { AccessDeniedError } from '../../src/index.ts'
import { drawn, fails, HARMLESS, HOSTILE } from './drawn.ts'

const ALICE = { name: 'alice', terminal: 'pts/0', host: '192.0.2.7', started: 0, pid: 4321 }
const UNKNOWN = { name: 'bob', terminal: null, host: null, started: null, pid: null }

test('who, where, since when and where from', (t) => {
  const report = users({ users: () => [ALICE, UNKNOWN] })
  t.deepEqual(drawn(report), [
    'NAME   TERMINAL  SINCE              PID  HOST',
    `alice  pts/0     ${formatInstant(0)}  4321  192.0.2.7`,
    'bob    –         –                    –  –',
  ])
  t.deepEqual(report.data, [ALICE, UNKNOWN])
})

test('nobody', (t) => {
  const report = users({ users: () => [] })
  t.deepEqual(drawn(report), ['Nobody is logged in.'])
  t.deepEqual(report.data, [])
})

test('names that were chosen to harm', (t) => {
  const user = { ...ALICE, name: HOSTILE, terminal: HOSTILE, host: `${HOSTILE}${'h'.repeat(200)}` }
  const report = users({ users: () => [user] })
  t.is(drawn(report)[1]?.split(HARMLESS).length, 4)
  t.true(drawn(report)[1]?.endsWith('h'.repeat(200)))
  for (const columns of [60, 80]) t.true(Math.max(...drawn(report, columns).map(widthOf)) <= columns)
})

test('an error is one', (t) => {
  t.throws(() => users({ users: fails(new AccessDeniedError(undefined, 'no')) }), { message: 'no' })
})
