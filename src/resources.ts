import { checkInteger, invalidType, invalidValue } from './arguments.ts'
import { native } from './native.ts'

/** A resource that can be limited: the constant without `RLIMIT_`, in lower case, or its number. */
export type Resource =
  | 'as'
  | 'core'
  | 'cpu'
  | 'data'
  | 'fsize'
  | 'locks'
  | 'memlock'
  | 'msgqueue'
  | 'nice'
  | 'nofile'
  | 'nproc'
  | 'rss'
  | 'rtprio'
  | 'rttime'
  | 'sigpending'
  | 'stack'
  | number

/** The number of a resource. */
export function resourceNumber(resource: Resource): number {
  if (typeof resource === 'number') checkInteger('resource', resource)
  else if (typeof resource !== 'string') throw invalidType('resource', 'a string or an integer', resource)
  const known = native.resources()
  const found = known.find(({ name, number }) => name === resource || number === resource)
  if (found !== undefined) return found.number
  const allowed = known.map(({ name, number }) => `'${name}' (${number})`).join(', ')
  throw invalidValue('resource', `one of ${allowed}`, resource)
}

/** The names of the resources that this system can limit. @internal */
export function resourceNames(): Resource[] {
  return native.resources().map(({ name }) => name as Resource)
}
