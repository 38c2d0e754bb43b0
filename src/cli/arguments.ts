// The command line of the program.
import { COMMANDS, COMMON, type Command, OVERVIEW, type Request } from './commands.ts'
import { describeOptions, readCommandLine, type Syntax, summariseOptions, usageError } from './options.ts'

/**
 * Understands the arguments.
 *
 * @throws {UsageError} for wrong ones
 */
export function parse(args: readonly string[]): Request {
  const [name = '', ...rest] = args
  // Own keys only: `constructor` is no command.
  const named = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (named !== undefined) return request(name, named, rest)
  checkNoCommand(args)
  return request(null, OVERVIEW, args)
}

/** What `--help` prints: of one command, or of all. */
export function helpText(program: string, about: string | null = null): string {
  const command = about === null ? undefined : COMMANDS[about]
  const lines = about === null || command === undefined ? helpOfAll(program) : helpOf(program, about, command)
  return lines.map((line) => `${line}\n`).join('')
}

function helpOfAll(program: string): string[] {
  const commands = Object.entries(COMMANDS).map(([name, command]) => {
    return { head: `${headOf(name, command)} ${summariseOptions(command.options)}`, help: command.help }
  })
  const width = Math.max(...commands.map(({ head }) => head.length))
  return [
    `Usage: ${program} [options]`,
    `       ${program} COMMAND [options]`,
    '',
    `Without a command: ${OVERVIEW.help}.`,
    ...describeOptions({ ...OVERVIEW.options, ...COMMON }),
    '',
    'Commands:',
    ...commands.map(({ head, help }) => `  ${head.padEnd(width)}  ${help}`),
    '',
    `'${program} COMMAND --help' tells more about its options.`,
    'A process that keeps one core busy has 100 % CPU.',
    'NO_COLOR and FORCE_COLOR are honoured.',
  ]
}

function helpOf(program: string, name: string, command: Command): string[] {
  const { help, options } = command
  return [
    `Usage: ${program} ${headOf(name, command)} [options]`,
    '',
    `${help.charAt(0).toUpperCase()}${help.slice(1)}.`,
    ...describeOptions({ ...options, ...COMMON }),
  ]
}

function request(name: string | null, command: Command, args: readonly string[]): Request {
  const given = readCommandLine(syntaxOf(command), args)
  if (given.options.has('help')) return { command: 'help', about: name }
  if (given.options.has('version')) return { command: 'version' }
  return command.request(given)
}

function syntaxOf(command: Command): Syntax {
  return { arguments: command.arguments, options: { ...command.options, ...COMMON } }
}

/** What was meant as a command is not called an argument. */
function checkNoCommand(args: readonly string[]): void {
  const [first = ''] = args
  const misplaced = args.find((each) => Object.hasOwn(COMMANDS, each))
  if (misplaced !== undefined) {
    throw usageError(syntaxOf(OVERVIEW), `the command '${misplaced}' is to stand first`)
  }
  if (first === '' || first.startsWith('-')) return
  const heads = Object.entries(COMMANDS).map(([name, command]) => headOf(name, command))
  throw usageError(syntaxOf(OVERVIEW), `unknown command '${first}', known: ${heads.join('; ')}`)
}

function headOf(name: string, command: Command): string {
  return [name, ...command.arguments.map((argument) => argument.name)].join(' ')
}
