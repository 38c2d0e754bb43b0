// The command line of the program.
import { COMMANDS, COMMON, type Command, OVERVIEW, type Request } from './commands.ts'
import { describeOptions, readCommandLine, type Syntax, usageError, widthOfOptions } from './options.ts'

/**
 * Understands the arguments.
 *
 * @throws {UsageError} for wrong ones
 */
export function parse(args: readonly string[]): Request {
  const [name = '', ...rest] = args
  // Own keys only: `constructor` is no command.
  const named = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (named !== undefined) return request(named, rest)
  checkNoCommand(args)
  return request(OVERVIEW, args)
}

/** What `--help` prints. */
export function helpText(program: string): string {
  const named = Object.entries(COMMANDS).map(([name, command]) => ({ head: headOf(name, command), command }))
  const tables = [OVERVIEW, ...Object.values(COMMANDS)].map(({ options }) => options)
  const width = Math.max(...[...tables, COMMON].map(widthOfOptions))
  return [
    `Usage: ${program} [options]`,
    ...named.map(({ head }) => `       ${program} ${head} [options]`),
    '',
    `Without a command: ${OVERVIEW.help}.`,
    ...describeOptions(OVERVIEW.options, width),
    ...named.flatMap(({ head, command }) => [
      '',
      `${head}: ${command.help}.`,
      ...describeOptions(command.options, width),
    ]),
    '',
    'Always:',
    ...describeOptions(COMMON, width),
    '',
    'A process that keeps one core busy has 100 % CPU.',
    'NO_COLOR and FORCE_COLOR are honoured.',
    '',
  ].join('\n')
}

function request(command: Command, args: readonly string[]): Request {
  const given = readCommandLine(syntaxOf(command), args)
  if (given.options.has('help')) return { command: 'help' }
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
