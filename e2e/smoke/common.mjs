// What all parts of the suite use.
import assert from 'node:assert/strict'
import process from 'node:process'
import { AccessDeniedError, isAvailable, Process, UnsupportedError } from 'psutil-native'

/** Beyond what any kernel gives out. */
export const NOBODY = 2 ** 31 - 1
export const hasProcesses = isAvailable('process')
export const me = hasProcesses ? new Process() : undefined
/** The oldest of our ancestors that can be seen: it lives longer than this suite, and is hardly ever ours. */
export const otherPid = me?.parents().at(-1)?.pid

export function mayStartChildren() {
  const permissions = globalThis.Deno?.permissions
  // Deno wants the environment that a child gets to be allowed, too.
  const forbidden = ['run', 'env'].some(
    (name) => (permissions?.querySync({ name }).state ?? 'granted') !== 'granted',
  )
  if (forbidden || process.permission?.has('child') === false) return false
  return process.env.PSUTIL_SMOKE_NO_CHILDREN !== '1'
}

/** Answers, or is not there on this platform, as `isAvailable` says. `denied`: also what another user keeps to himself. */
export async function answers(feature, call, { denied = false } = {}) {
  try {
    await call()
    assert.ok(isAvailable(feature), `${feature} answers`)
  } catch (error) {
    if (denied && error instanceof AccessDeniedError) return
    if (!(error instanceof UnsupportedError)) throw error
    assert.equal(isAvailable(feature), false, `${feature} is said to be available`)
  }
}

export const number = (value) => assert.ok(typeof value === 'number' && value >= 0, String(value))
export const numbers = (value) => value.forEach(number)
export const record = (value) => assert.ok(typeof value === 'object' && value !== null)
export const list = (value) => assert.ok(Array.isArray(value))
export const filled = (value) => assert.ok(value.length > 0)
export const maybe = (check) => (value) => value === null || check(value)
export const has =
  (...fields) =>
  (value) => {
    for (const field of fields) number(value[field])
  }

/** The public members of a class. */
export function membersOf(prototype) {
  if (prototype === Object.prototype) return []
  const own = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor')
  return [...own, ...membersOf(Object.getPrototypeOf(prototype))]
}

/** Reads what a getter tells of a process. */
export function read(one, name) {
  return typeof one[name] === 'function' ? one[name]() : one[name]
}
