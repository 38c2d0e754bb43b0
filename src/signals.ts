import type { Signal } from '../index.js'
import { checkInteger, invalidType, invalidValue, outOfRange } from './arguments.ts'
import { native } from './native.ts'

export type { Signal } from '../index.js'

/** The number of a signal. */
export function signalNumber(signal: Signal): number {
  if (typeof signal === 'number') {
    checkInteger('signal', signal)
    const last = native.signalLast()
    if (signal < 0 || signal > last) throw outOfRange('signal', `>= 0 and <= ${last}`, signal)
    return signal
  }
  if (typeof signal !== 'string') throw invalidType('signal', 'a string or a number', signal)
  const number = native.signalNumber(signal) ?? secondName(signal)
  if (number === undefined) throw invalidValue('signal', `one of ${native.signalNames().join(', ')}`, signal)
  return number
}

/** Signals with two names, such as `SIGIOT` and `SIGPOLL` on Linux: Node knows both. */
function secondName(name: string): number | undefined {
  const known: Record<string, number> = process.getBuiltinModule('node:os').constants.signals
  return Object.hasOwn(known, name) ? known[name] : undefined
}
