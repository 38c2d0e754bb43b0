// The command line of the program. A subcommand will be one more table of options and one more member of `Request`.
import { describeOptions, type OptionTable, readOptions } from './options.ts'

/** What is wanted. */
export type Request = HelpRequest | VersionRequest | OverviewRequest

/** `--help` */
export interface HelpRequest {
  readonly command: 'help'
}

/** `--version` */
export interface VersionRequest {
  readonly command: 'version'
}

/** The machine and its busiest processes. */
export interface OverviewRequest {
  readonly command: 'overview'
  /** How many processes; `null`: as many as fit. */
  readonly processes: number | null
  /** Milliseconds between the two samples. */
  readonly interval: number
  readonly json: boolean
}

const OVERVIEW = {
  processes: {
    short: 'n',
    value: { name: 'N', from: 0, to: 1_000_000 },
    help: 'how many processes (default: as many as fit, else 15)',
  },
  interval: {
    value: { name: 'MS', from: 1, to: 3_600_000 },
    help: 'how long to measure, in milliseconds (default: 500)',
  },
  json: { help: 'print JSON: bytes, seconds, instants in milliseconds' },
  help: { short: 'h', help: 'print this' },
  version: { short: 'v', help: 'print the version' },
} as const satisfies OptionTable

/**
 * Understands the arguments.
 *
 * @throws {UsageError} for wrong ones
 */
export function parse(args: readonly string[]): Request {
  const given = readOptions(OVERVIEW, args)
  if (given.has('help')) return { command: 'help' }
  if (given.has('version')) return { command: 'version' }
  return {
    command: 'overview',
    processes: given.get('processes') ?? null,
    interval: given.get('interval') ?? 500,
    json: given.has('json'),
  }
}

/** What `--help` prints. */
export function helpText(program: string): string {
  return [
    `Usage: ${program} [options]`,
    '',
    'Prints the machine (CPU, memory, swap) and its busiest processes.',
    '',
    ...describeOptions(OVERVIEW),
    '',
    'A process that keeps one core busy has 100 % CPU.',
    'NO_COLOR and FORCE_COLOR are honoured.',
    '',
  ].join('\n')
}
