// Tables of options and arguments: what reads them from a command line, and what tells the user about them.
import { parseArgs } from 'node:util'

/** A whole number: what stands for it in the help, and which are allowed. */
export interface NumberValue {
  readonly name: string
  readonly from: number
  readonly to: number
}

/** A choice of words: what stands for it in the help, and which there are. */
export interface WordValue<Word extends string = string> {
  readonly name: string
  readonly words: readonly Word[]
}

/** What an option can take. */
export type Value = NumberValue | WordValue

/** An option. Its long name is its key in the table. */
export interface Option {
  readonly short?: string
  /** Without it the option takes no value. */
  readonly value?: Value
  readonly help: string
  /** Whether the arguments may be missing beside it, as with `--help`. */
  readonly standsAlone?: true
}

/** Options by their long names. */
export type OptionTable = Readonly<Record<string, Option>>

/** What may stand on a command line. */
export interface Syntax<T extends OptionTable = OptionTable> {
  /** What must be given, in this order. */
  readonly arguments: readonly NumberValue[]
  readonly options: T
}

/** What stands on a command line. */
export interface Given<T extends OptionTable = OptionTable> {
  /** As many as the syntax has, unless an option stands alone. */
  readonly arguments: readonly number[]
  /** Their numbers and words; `undefined` for those that take none. The last one counts. */
  readonly options: GivenOptions<T>
}

/** A map whose answers have the type that the option has. */
export type GivenOptions<T extends OptionTable> = {
  get<Name extends keyof T>(name: Name): Answer<T[Name]['value']> | undefined
} & ReadonlyMap<keyof T, number | string | undefined>

type Answer<V> = V extends WordValue<infer Word> ? Word : V extends NumberValue ? number : undefined

/** The command line is wrong. The message names the mistake and what is right. */
export class UsageError extends Error {}

/**
 * Reads a command line.
 *
 * @throws {UsageError} if it is wrong
 */
export function readCommandLine<T extends OptionTable>(syntax: Syntax<T>, args: readonly string[]): Given<T> {
  const numbers: number[] = []
  const options = new Map<keyof T, number | string | undefined>()
  for (const token of tokens(syntax.options, args)) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') {
      numbers.push(readArgument(syntax, numbers.length, token.value))
      continue
    }
    // Own keys only: `--constructor` is no option.
    const option = Object.hasOwn(syntax.options, token.name) ? syntax.options[token.name] : undefined
    if (option === undefined) {
      const whole = args[token.index] ?? ''
      // Meant as a number, not as the option `-1`.
      if (/^-\d/.test(whole) && numbers.length < syntax.arguments.length) {
        readArgument(syntax, numbers.length, whole)
      }
      throw usageError(syntax, `unknown option '${token.rawName}'`)
    }
    const value = readOption(option, token.value)
    if (value instanceof Error) throw usageError(syntax, `option '${token.rawName}' ${value.message}`)
    options.set(token.name, value)
  }
  const missing = syntax.arguments[numbers.length]
  const isAlone = [...options.keys()].some((name) => syntax.options[name]?.standsAlone)
  if (missing !== undefined && !isAlone) {
    throw usageError(syntax, `${missing.name} is missing: ${allowed(missing)}`)
  }
  // Each was read as its value in the table says.
  return { arguments: numbers, options: options as GivenOptions<T> }
}

/** A line for each option, as `--help` shows them, with the texts in one column for all tables that have `width`. */
export function describeOptions(table: OptionTable, width = widthOfOptions(table)): string[] {
  return Object.entries(table).map(([name, option]) => `${head(name, option).padEnd(width)}  ${option.help}`)
}

/** The options in one line, as the head of a command shows them: `[--all] [--json]`. */
export function summariseOptions(table: OptionTable): string {
  return Object.entries(table)
    .map(([name, { value }]) => `[${longOf(name, value)}]`)
    .join(' ')
}

/** The columns before the texts of `describeOptions`. */
export function widthOfOptions(table: OptionTable): number {
  return Math.max(0, ...Object.entries(table).map(([name, option]) => head(name, option).length))
}

function readArgument(syntax: Syntax, at: number, text: string): number {
  const argument = syntax.arguments[at]
  if (argument === undefined) throw usageError(syntax, `unknown argument '${text}'`)
  const number = readNumber(argument, text)
  if (number === undefined) {
    throw usageError(syntax, `${argument.name} is to be ${allowed(argument)}, not '${text}'`)
  }
  return number
}

/** The number or the word, or what is wrong with it. */
function readOption({ value }: Option, text: string | undefined): number | string | undefined | Error {
  if (value === undefined) {
    return text === undefined ? undefined : new Error(`takes no value, not '${text}'`)
  }
  if (text === undefined) return new Error(`needs ${allowed(value)}`)
  return readValue(value, text) ?? new Error(`needs ${allowed(value)}, not '${text}'`)
}

function readValue(value: Value, text: string): number | string | undefined {
  if ('words' in value) return value.words.find((word) => word === text)
  return readNumber(value, text)
}

function readNumber({ from, to }: NumberValue, text: string): number | undefined {
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN
  return number >= from && number <= to ? number : undefined
}

function allowed(value: Value): string {
  if ('words' in value) return `one of ${value.words.join(', ')}`
  return `a whole number from ${value.from} to ${value.to}`
}

/** Not strict: Node's own messages name the mistake, but not what would be right. */
function tokens(table: OptionTable, args: readonly string[]) {
  const options = Object.entries(table).map(([name, { short, value }]) => {
    const type = value === undefined ? ('boolean' as const) : ('string' as const)
    return [name, short === undefined ? { type } : { type, short }] as const
  })
  const config = { args: [...args], options: Object.fromEntries(options), allowPositionals: true }
  return parseArgs({ ...config, strict: false, tokens: true }).tokens
}

/** The mistake, and the options that there are. */
export function usageError(syntax: Syntax, mistake: string): UsageError {
  const valid = Object.entries(syntax.options).map(([name, option]) => spelled(name, option))
  return new UsageError(`${mistake}\nValid options: ${valid.join('; ')}`)
}

function head(name: string, option: Option): string {
  return ' '.repeat(option.short === undefined ? 6 : 2) + spelled(name, option)
}

function spelled(name: string, { short, value }: Option): string {
  const long = longOf(name, value)
  return short === undefined ? long : `-${short}, ${long}`
}

function longOf(name: string, value: Value | undefined): string {
  return value === undefined ? `--${name}` : `--${name} ${value.name}`
}
