// Reads everything about one process.
import { PsutilError } from '../errors.ts'
import type { Resource, ResourceLimits } from '../index.ts'
import { readOf, unlessGone } from './failures.ts'

/** What is asked of the process. */
export interface InfoSource extends RelativeSource {
  oneshot<T>(callback: () => T): T
  toObject(attrs: undefined, options: { onError: 'collect' }): object
  parents(): RelativeSource[]
  children(): RelativeSource[]
  getRlimit(resource: Resource): ResourceLimits
}

/** What is asked of its parents and children. */
export interface RelativeSource {
  name(): string
  toJSON(): { pid: number; identity: string }
}

/** A parent or child. */
export interface Relative {
  pid: number
  identity: string
  name: string | null
}

/** Everything about one process. `null`: `errors` tells why, or there is none. */
export interface Info {
  /** The getters without arguments and their answers. */
  attributes: Readonly<Record<string, unknown>>
  /** The parent, its parent, and so on. */
  parents: readonly Relative[] | null
  children: readonly Relative[] | null
  /** By resource. */
  limits: Readonly<Record<string, ResourceLimits>> | null
  /** What could not be read, by the names above. */
  errors: Readonly<Record<string, PsutilError>>
}

/**
 * Reads all of it.
 *
 * @throws {NoSuchProcessError} if the process has ended
 */
export function gather(process: InfoSource, resources: readonly Resource[]): Info {
  return process.oneshot(() => {
    const { errors: unread, ...attributes } = asRecord(process.toObject(undefined, { onError: 'collect' }))
    const errors: Record<string, PsutilError> = asRecord(unread) as Record<string, PsutilError>
    const read = <T>(name: string, get: () => T): T | null => {
      return readOf(() => {
        try {
          return get()
        } catch (error) {
          if (error instanceof PsutilError) errors[name] = error
          throw error
        }
      })
    }
    return {
      attributes,
      parents: read('parents', () => relatives(process.parents())),
      children: read('children', () => relatives(process.children())),
      limits: read('limits', () => limitsOf(process, resources)),
      errors,
    }
  })
}

/** What `--json` prints: the attributes under their own names beside all else. */
export function toData({ attributes, parents, children, limits, errors }: Info): object {
  return {
    ...attributes,
    parents,
    children,
    limits: limits && mapValues(limits, ({ soft, hard }) => ({ soft: limit(soft), hard: limit(hard) })),
    errors: mapValues(errors, ({ code, message }) => ({ code, message })),
  }
}

/** A limit as text and JSON have it, which know no infinity. */
export function limit(value: number): number | 'unlimited' {
  return value === Number.POSITIVE_INFINITY ? 'unlimited' : value
}

/** Those that end meanwhile are left out. */
function relatives(processes: readonly RelativeSource[]): Relative[] {
  return processes
    .map((each) => unlessGone(() => ({ ...each.toJSON(), name: readOf(() => each.name()) })))
    .filter((each) => each !== null)
}

function limitsOf(process: InfoSource, resources: readonly Resource[]): Record<string, ResourceLimits> {
  return Object.fromEntries(resources.map((resource) => [String(resource), process.getRlimit(resource)]))
}

function asRecord(value: unknown): Record<string, unknown> {
  return { ...(value as object | undefined) }
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))
}
