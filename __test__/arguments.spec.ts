import test from 'ava'
import {
  checkAbortSignal,
  checkBoolean,
  checkInteger,
  checkInterval,
  checkOptions,
  checkPid,
  checkTimeout,
  invalidType,
  invalidValue,
  isPidInRange,
  outOfRange,
  wantsBuffer,
} from '../src/arguments.ts'

/** A value that the types do not allow. */
const wrong = (value: unknown) => value as never

const LAST_PID = 2 ** 31 - 1

test('messages name the argument, what is allowed and the value', (t) => {
  t.is(invalidType('a', 'a string', 7).message, 'The "a" argument must be a string. Received 7')
  t.is(invalidValue('a', 'one of x, y', 'z').message, `The argument "a" must be one of x, y. Received 'z'`)
  t.is(outOfRange('a', '>= 0', -1).message, 'The value of "a" is out of range. It must be >= 0. Received -1')
})

test('codes and classes are as Node’s own', (t) => {
  t.like(invalidType('a', 'b', 0), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' })
  t.like(invalidValue('a', 'b', 0), { name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE' })
  t.like(outOfRange('a', 'b', 0), { name: 'RangeError', code: 'ERR_OUT_OF_RANGE' })
})

test('every value can be described', (t) => {
  const received = (value: unknown) => invalidType('a', 'b', value).message.split('Received ')[1]
  t.is(received(undefined), 'undefined')
  t.is(received(null), 'null')
  t.is(received(Number.NaN), 'NaN')
  t.is(received(5n), '5')
  t.is(received(Symbol('s')), 'Symbol(s)')
  t.is(received('x'.repeat(65)), `'${'x'.repeat(64)}…'`)
  t.is(received([]), 'an instance of Array')
  t.is(received({}), 'an instance of Object')
  t.is(received(Object.create(null)), 'an instance of Object')
  t.is(
    received(function named() {}),
    'function named',
  )
})

test('whole numbers', (t) => {
  t.notThrows(() => checkInteger('a', -5))
  for (const value of [1.5, Number.NaN, Number.POSITIVE_INFINITY, '1', null, undefined, 1n, {}]) {
    t.throws(() => checkInteger('a', wrong(value)), { instanceOf: TypeError, message: /"a".*an integer/ })
  }
})

test('lengths of time that end', (t) => {
  for (const interval of [Number.MIN_VALUE, 1, Number.MAX_VALUE])
    t.notThrows(() => checkInterval('a', interval))
  for (const interval of [0, -0, -1, Number.NaN, Infinity]) {
    t.throws(() => checkInterval('a', interval), { instanceOf: RangeError, code: 'ERR_OUT_OF_RANGE' })
  }
  for (const interval of ['1', null, undefined, 1n]) {
    t.throws(() => checkInterval('a', wrong(interval)), { instanceOf: TypeError, message: /"a".*a number/ })
  }
})

test('numbers of processes', (t) => {
  for (const pid of [0, 1, LAST_PID]) t.notThrows(() => checkPid(pid))
  for (const pid of [-1, LAST_PID + 1, Number.MAX_SAFE_INTEGER]) {
    const error = t.throws(() => checkPid(pid), { instanceOf: RangeError, code: 'ERR_OUT_OF_RANGE' })
    t.true(error.message.includes(`>= 0 and <= ${LAST_PID}`))
    t.true(error.message.endsWith(`Received ${pid}`))
    t.false(isPidInRange(pid))
  }
  t.throws(() => checkPid(1.5), { instanceOf: TypeError, code: 'ERR_INVALID_ARG_TYPE' })
})

test('options', (t) => {
  t.notThrows(() => checkOptions({}))
  for (const options of [null, 'buffer', 7, true]) {
    t.throws(() => checkOptions(wrong(options)), { code: 'ERR_INVALID_ARG_TYPE', message: /"options"/ })
  }
})

test('encodings', (t) => {
  t.false(wantsBuffer({}))
  t.false(wantsBuffer({ encoding: undefined }))
  t.false(wantsBuffer({ encoding: 'utf8' }))
  t.true(wantsBuffer({ encoding: 'buffer' }))
  for (const encoding of ['latin1', 'BUFFER', null, 7]) {
    const expected = { code: 'ERR_INVALID_ARG_VALUE', message: /"options\.encoding".*'utf8' or 'buffer'/ }
    t.throws(() => wantsBuffer({ encoding: wrong(encoding) }), expected)
  }
})

test('on or off', (t) => {
  t.notThrows(() => checkBoolean('a', false))
  for (const value of [0, 1, 'true', null]) {
    t.throws(() => checkBoolean('a', wrong(value)), { code: 'ERR_INVALID_ARG_TYPE', message: /"a"/ })
  }
})

test('lengths of time', (t) => {
  for (const value of [0, 0.5, 2 ** 40, Infinity]) t.notThrows(() => checkTimeout('a', value))
  for (const value of [-1, -0.1, -Infinity, Number.NaN]) {
    t.throws(() => checkTimeout('a', value), { instanceOf: RangeError, message: /"a".*>= 0/ })
  }
  for (const value of ['1', null, undefined, 1n, {}]) {
    t.throws(() => checkTimeout('a', wrong(value)), { instanceOf: TypeError, message: /"a".*a number/ })
  }
})

test('signals to give up', (t) => {
  t.notThrows(() => checkAbortSignal('a', new AbortController().signal))
  for (const value of [null, undefined, {}, 'SIGTERM', new AbortController()]) {
    t.throws(() => checkAbortSignal('a', wrong(value)), {
      instanceOf: TypeError,
      message: /"a".*an AbortSignal/,
    })
  }
})
