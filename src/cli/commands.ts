// The commands of the program: reading the command line and the help both follow from this table.
import type { ConnectionKind } from '../index.ts'
import { type Given, type OptionTable, type Syntax, UsageError } from './options.ts'

/** What is wanted. */
export type Request = HelpRequest | VersionRequest | OverviewRequest | InfoRequest | ReportRequest

/** `--help` */
export interface HelpRequest {
  readonly command: 'help'
  /** The command whose options are wanted; `null` for all commands. */
  readonly about: string | null
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

/** Everything about one process. */
export interface InfoRequest {
  readonly command: 'info'
  readonly pid: number
  readonly json: boolean
}

/** What is answered by one look, as a table or as JSON. */
export type ReportRequest = DfRequest | PortsRequest | PlainRequest

/** File systems. */
export interface DfRequest {
  readonly command: 'df'
  /** Those without a device, too. */
  readonly all: boolean
  readonly json: boolean
}

/** Sockets. */
export interface PortsRequest {
  readonly command: 'ports'
  readonly kind: ConnectionKind
  /** Those that wait for nobody, too. */
  readonly all: boolean
  readonly json: boolean
}

/** Reports without options of their own. */
export interface PlainRequest {
  readonly command: 'free' | 'net' | 'sensors' | 'users'
  readonly json: boolean
}

/** A command: what may follow its name, and what it then wants. */
export interface Command<T extends OptionTable = OptionTable> extends Syntax<T> {
  /** What it prints: the line above its options. */
  readonly help: string
  request(given: Given<T>): Request
}

/** The kinds of sockets: the words of `netConnections`. */
const KINDS = [
  ...(['inet', 'inet4', 'inet6', 'tcp', 'tcp4', 'tcp6', 'udp', 'udp4', 'udp6'] as const),
  ...(['unix', 'all'] as const),
] satisfies ConnectionKind[]

/** What every command has beside its own options. */
export const COMMON = {
  help: { short: 'h', help: 'print this', standsAlone: true },
  version: { short: 'v', help: 'print the version', standsAlone: true },
} as const satisfies OptionTable

/** Without a command. */
export const OVERVIEW = command({
  help: 'the machine (CPU, memory, swap) and its busiest processes',
  arguments: [],
  options: {
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
  },
  request: ({ options }) => ({
    command: 'overview',
    processes: options.get('processes') ?? null,
    interval: options.get('interval') ?? 500,
    json: options.has('json'),
  }),
})

/** Those with a name, which stands first on the command line. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  info: command({
    help: 'everything about one process',
    arguments: [{ name: 'PID', from: 0, to: 2 ** 31 - 1 }],
    options: {
      json: { help: 'print JSON; errors explain null, limits may be "unlimited"' },
    },
    request: ({ arguments: [pid], options }) => ({
      command: 'info',
      pid: wanted(pid),
      json: options.has('json'),
    }),
  }),
  df: command({
    help: 'file systems and how full they are',
    arguments: [],
    options: {
      all: { help: 'all mounts, also those from no device and the same again' },
      json: { help: 'print JSON: bytes; error explains null' },
    },
    request: ({ options }) => ({ command: 'df', all: options.has('all'), json: options.has('json') }),
  }),
  free: plain('free', 'memory and swap', 'print JSON: bytes'),
  net: plain('net', 'network interfaces', 'print JSON: bytes, Mbit/s'),
  ports: command({
    help: 'who listens where',
    arguments: [],
    options: {
      kind: {
        value: { name: 'KIND', words: KINDS },
        help: 'inet (default), tcp, udp, unix or all; also inet4, tcp6, …',
      },
      all: { help: 'all sockets, with their state and their other end' },
      json: { help: 'print JSON' },
    },
    request: ({ options }) => ({
      command: 'ports',
      kind: options.get('kind') ?? 'inet',
      all: options.has('all'),
      json: options.has('json'),
    }),
  }),
  sensors: plain(
    'sensors',
    'temperatures, fans, batteries',
    'print JSON: degrees Celsius, rpm, seconds, µWh, µW',
  ),
  users: plain('users', 'who is logged in', 'print JSON: instants in milliseconds'),
}

/** A report without options of its own. */
function plain(name: PlainRequest['command'], help: string, json: string): Command {
  return command({
    help,
    arguments: [],
    options: { json: { help: json } },
    request: ({ options }) => ({ command: name, json: options.has('json') }),
  })
}

/** Keeps the names of the options, so that a misspelt one is a mistake of this file. */
function command<const T extends OptionTable>(table: Command<T>): Command<T> {
  return table
}

function wanted(argument: number | undefined): number {
  if (argument === undefined) throw new UsageError('an argument is missing')
  return argument
}
