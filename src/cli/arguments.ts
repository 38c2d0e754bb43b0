import { parseArgs } from 'node:util'

/** What the command line asks for. */
export interface Arguments {
  help: boolean
  version: boolean
  json: boolean
  /** How many processes to show; as many as fit if it was not said. */
  processes: number | undefined
  /** Milliseconds between the two looks at the counters. */
  interval: number
}

export const HELP = `Usage: psutil-native [options]

Shows the machine and its busiest processes.

Options:
  -n, --processes N   how many processes to show (default: as many as fit)
  -i, --interval MS   how long to measure, in milliseconds (default: 500)
      --json          print the same data as JSON
  -h, --help          print this
  -v, --version       print the version

Colour is left out where the output is not a terminal or NO_COLOR is set.
`

const OPTIONS = {
  processes: { type: 'string', short: 'n' },
  interval: { type: 'string', short: 'i' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

/** The command line makes no sense; the message names what is wrong and what would be right. */
export class UsageError extends Error {}

/** Reads the command line. */
export function parseArguments(words: readonly string[]): Arguments {
  const { tokens } = parseArgs({ args: [...words], options: OPTIONS, strict: false, tokens: true })
  const read: Arguments = { help: false, version: false, json: false, processes: undefined, interval: 500 }
  for (const token of tokens) {
    if (token.kind === 'positional')
      throw new UsageError(`unexpected argument '${token.value}'; there are options only: ${valid()}`)
    if (token.kind === 'option') apply(read, token.name, token.rawName, token.value)
  }
  return read
}

function apply(read: Arguments, name: string, rawName: string, value: string | undefined): void {
  switch (name) {
    case 'processes':
      read.processes = wholeNumber(rawName, value, 0)
      return
    case 'interval':
      read.interval = wholeNumber(rawName, value, 1)
      return
    case 'json':
    case 'help':
    case 'version':
      if (value !== undefined) throw new UsageError(`option '${rawName}' takes no value`)
      read[name] = true
      return
    default:
      throw new UsageError(`unknown option '${rawName}'; the options are ${valid()}`)
  }
}

function wholeNumber(option: string, value: string | undefined, least: number): number {
  if (value === undefined || !/^\d{1,9}$/.test(value) || Number(value) < least) {
    const given = value === undefined ? 'nothing' : `'${value}'`
    throw new UsageError(`option '${option}' takes a whole number from ${least} to 999999999, not ${given}`)
  }
  return Number(value)
}

function valid(): string {
  return Object.entries(OPTIONS)
    .map(([name, option]) => ('short' in option ? `-${option.short}, --${name}` : `--${name}`))
    .join('; ')
}
