// Tables of options: what reads them from a command line, and what tells the user about them.
import { parseArgs } from 'node:util'

/** An option. Its long name is its key in the table. */
export interface Option {
  readonly short?: string
  /** What stands for the value in the help, and the numbers allowed. Without it the option takes no value. */
  readonly value?: { readonly name: string; readonly from: number; readonly to: number }
  readonly help: string
}

/** Options by their long names. */
export type OptionTable = Readonly<Record<string, Option>>

/** The command line is wrong. The message names the mistake and what is right. */
export class UsageError extends Error {}

/** The options that are there, with their numbers; `undefined` for those that take no value. The last one counts. */
export function readOptions<T extends OptionTable>(
  table: T,
  args: readonly string[],
): Map<keyof T, number | undefined> {
  const given = new Map<keyof T, number | undefined>()
  for (const token of tokens(table, args)) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') throw usageError(table, `unknown argument '${token.value}'`)
    // Own keys only: `--constructor` is no option.
    const option = Object.hasOwn(table, token.name) ? table[token.name] : undefined
    if (option === undefined) throw usageError(table, `unknown option '${token.rawName}'`)
    const value = readValue(option, token.value)
    if (value instanceof Error) throw usageError(table, `option '${token.rawName}' ${value.message}`)
    given.set(token.name, value)
  }
  return given
}

/** A line for each option, as `--help` shows them. */
export function describeOptions(table: OptionTable): string[] {
  const heads = Object.entries(table).map(([name, option]) => {
    const indent = option.short === undefined ? 6 : 2
    return ' '.repeat(indent) + spelled(name, option)
  })
  const width = Math.max(...heads.map((head) => head.length))
  return Object.values(table).map(({ help }, at) => `${heads[at]?.padEnd(width)}  ${help}`)
}

/** The number, or what is wrong with it. */
function readValue({ value }: Option, text: string | undefined): number | undefined | Error {
  if (value === undefined) {
    return text === undefined ? undefined : new Error(`takes no value, not '${text}'`)
  }
  const { from, to } = value
  const allowed = `needs a whole number from ${from} to ${to}`
  if (text === undefined) return new Error(allowed)
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN
  return number >= from && number <= to ? number : new Error(`${allowed}, not '${text}'`)
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

function usageError(table: OptionTable, mistake: string): UsageError {
  const valid = Object.entries(table).map(([name, option]) => spelled(name, option))
  return new UsageError(`${mistake}\nValid options: ${valid.join('; ')}`)
}

function spelled(name: string, { short, value }: Option): string {
  const long = value === undefined ? `--${name}` : `--${name} ${value.name}`
  return short === undefined ? long : `-${short}, ${long}`
}
