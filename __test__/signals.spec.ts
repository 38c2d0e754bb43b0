import { constants } from 'node:os'
import test from 'ava'
import { type Signal, signalNumber } from '../src/signals.ts'

const LAST = 64

test('names have the numbers that Node knows', (t) => {
  for (const [name, number] of Object.entries(constants.signals)) {
    t.is(signalNumber(name as Signal), number, name)
  }
})

test('numbers are themselves', (t) => {
  for (let number = 0; number <= LAST; number += 1) t.is(signalNumber(number), number)
})

test('real-time signals', (t) => {
  const first = signalNumber('SIGRTMIN')
  t.is(signalNumber('SIGRTMIN+3'), first + 3)
  t.is(signalNumber('SIGRTMAX'), LAST)
  t.is(signalNumber('SIGRTMAX-2'), LAST - 2)
  for (const name of [
    'SIGRTMIN-1',
    'SIGRTMIN+99',
    'SIGRTMAX+1',
    'SIGRTMIN3',
    'SIGRT',
    'SIGRTMIN+',
  ] as const) {
    t.throws(() => signalNumber(name as Signal), { code: 'ERR_INVALID_ARG_VALUE' }, name)
  }
})

test('a refusal lists the names', (t) => {
  for (const name of ['SIGNOPE', 'TERM', 'sigterm', '', '15', 'SIGTERM\0'] as const) {
    const error = t.throws(() => signalNumber(name as Signal), {
      instanceOf: TypeError,
      code: 'ERR_INVALID_ARG_VALUE',
    })
    t.true(['SIGTERM', 'SIGKILL', 'SIGRTMIN', name].every((word) => error.message.includes(word)))
  }
})

test('numbers that no signal has, and what is neither', (t) => {
  for (const number of [-1, LAST + 1, 2 ** 40]) {
    const expected = { instanceOf: RangeError, code: 'ERR_OUT_OF_RANGE', message: /"signal".*<= 64/ }
    t.throws(() => signalNumber(number), expected)
  }
  for (const value of [1.5, Number.NaN, null, undefined, {}, 15n]) {
    const expected = { instanceOf: TypeError, code: 'ERR_INVALID_ARG_TYPE', message: /"signal"/ }
    t.throws(() => signalNumber(value as never), expected)
  }
})
