import test from 'ava'
import { NothingToShowError, Parts, readOf, unlessGone } from '../../src/cli/failures.ts'
import {
  AccessDeniedError,
  NoSuchProcessError,
  UnsupportedError,
  ZombieProcessError,
} from '../../src/errors.ts'

const thrower = (error: Error) => () => {
  throw error
}

test('one part that works is enough', (t) => {
  const parts = new Parts()
  t.is(parts.read(thrower(new AccessDeniedError(undefined))), null)
  t.throws(() => parts.check(), { instanceOf: NothingToShowError })
  t.is(
    parts.read(() => 0),
    0,
  )
  t.notThrows(() => parts.check())
})

test('the sentence says why', (t) => {
  const parts = new Parts()
  parts.read(thrower(new UnsupportedError('uptime', [])))
  t.throws(() => parts.check(), { message: new RegExp(`available on ${process.platform}`) })
  parts.read(thrower(new AccessDeniedError(undefined, 'no /proc')))
  t.throws(() => parts.check(), { message: /no \/proc/ })
})

test('a process that is gone is not the same as one that may not be seen', (t) => {
  const gone = thrower(new NoSuchProcessError(1))
  t.throws(() => readOf(gone), { instanceOf: NoSuchProcessError })
  t.is(unlessGone(gone), null)
  t.is(readOf(thrower(new ZombieProcessError(1))), null)
  t.is(readOf(thrower(new AccessDeniedError(1))), null)
  t.throws(() => unlessGone(thrower(new AccessDeniedError(1))), { instanceOf: AccessDeniedError })
})

test('other errors go through', (t) => {
  for (const read of [readOf, unlessGone])
    t.throws(() => read(thrower(new TypeError())), { instanceOf: TypeError })
})
