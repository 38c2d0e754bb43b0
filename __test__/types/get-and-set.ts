// No function both gets and sets: `set…` returns nothing, and a getter takes no value, only options.
import type * as psutil from 'psutil-native'
import type { Process } from 'psutil-native'
import type { Expect, Same } from './check.ts'

/** What a getter may be given: an object of options, and no array. */
type OptionsOnly<Parameters extends readonly unknown[]> = Parameters extends readonly []
  ? true
  : Parameters extends readonly [(infer First)?]
    ? [NonNullable<First>] extends [object]
      ? NonNullable<First> extends readonly unknown[]
        ? false
        : true
      : false
    : false

/** The names of the members that break the rule. */
export type Offenders<Members, Exempt extends keyof Members> = {
  [Name in Exclude<keyof Members, Exempt>]: Members[Name] extends (...args: infer Parameters) => infer Result
    ? Name extends `set${string}`
      ? Same<Result, void> extends true
        ? never
        : Name
      : OptionsOnly<Parameters> extends true
        ? never
        : Name
    : never
}[Exclude<keyof Members, Exempt>]

/** These ask about something, or do something, by name: `sendSignal` returns nothing. */
type AsksAbout =
  | 'diskUsage'
  | 'pidExists'
  | 'processes'
  | 'isAvailable'
  | 'oneshotPid'
  | 'netConnections'
  | 'waitProcs'
type DoesTo = 'killTree'
type Does = 'sendSignal' | 'equals' | 'oneshot' | 'toObject' | 'getRlimit' | 'memoryPercent' | 'connections'

export type Rules = [
  Expect<Same<Offenders<typeof psutil, AsksAbout | DoesTo>, never>>,
  Expect<Same<Offenders<Process, Does>, never>>,
  Expect<Same<ReturnType<Process['sendSignal' | 'suspend' | 'resume' | 'terminate' | 'kill']>, void>>,
]

/** That the rule sees what it is for. */
interface Bad {
  setPriority(value: number): number
  priority(value?: number): number
  affinity(cpus?: number[]): number[]
  both(options: object, value: number): number
  setGood(value: number): void
  good(options?: { raw?: boolean }): string
  plain(): string
}
export type RuleWorks = Expect<Same<Offenders<Bad, never>, 'setPriority' | 'priority' | 'affinity' | 'both'>>
