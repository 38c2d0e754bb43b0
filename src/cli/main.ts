// What the program does with its arguments, its streams and its errors.
import { readFileSync } from 'node:fs'
import { PsutilError } from '../errors.ts'
import { helpText, parse } from './arguments.ts'
import type { InfoRequest, OverviewRequest, ReportRequest, Request } from './commands.ts'
import { NothingToShowError } from './failures.ts'
import { toJson } from './json.ts'
import { UsageError } from './options.ts'
import { render } from './overview.ts'
import { paint, wantsColour } from './style.ts'
import { printable } from './text.ts'

const NAME = 'psutil-native'

/** How many processes are shown where there is no terminal to fill. */
const DEFAULT_PROCESSES = 15

/** The parts of `process` that the program uses. */
export interface Host {
  readonly stdout: Output
  readonly stderr: Output
  readonly env: NodeJS.ProcessEnv
}

/** The parts of a stream that the program uses. Sizes are those of a terminal. */
export interface Output {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  readonly rows?: number | undefined
  write(text: string): unknown
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown
}

/** Runs the program and gives its exit code: 0, 1 if nothing can be shown, 2 for wrong arguments. */
export async function main(args: readonly string[], host: Host): Promise<number> {
  quitOnClosedPipe(host.stdout)
  quitOnClosedPipe(host.stderr)
  try {
    host.stdout.write(await answer(parse(args), host))
    return 0
  } catch (error) {
    if (error instanceof UsageError) return complain(host, error, 2)
    if (error instanceof PsutilError || error instanceof NothingToShowError) return complain(host, error, 1)
    throw error
  }
}

async function answer(request: Request, host: Host): Promise<string> {
  switch (request.command) {
    case 'help':
      return helpText(NAME, request.about)
    case 'version':
      return `${version()}\n`
    case 'overview':
      return overview(request, host)
    case 'info':
      return info(request, host)
    default:
      return report(request, host)
  }
}

async function overview(request: OverviewRequest, host: Host): Promise<string> {
  // Loaded late: --help and mistakes are answered on platforms, too, that have no native module.
  const [psutil, { measure }] = await Promise.all([import('../index.ts'), import('./sample.ts')])
  const { stdout, env } = host
  // 0: a pseudo terminal that nobody has given a size.
  const columns = stdout.columns || 80
  const screenRows = stdout.isTTY ? stdout.rows || 24 : null
  const limit = request.processes ?? (request.json ? null : screenRows) ?? DEFAULT_PROCESSES
  const data = await measure(psutil, { interval: request.interval, limit })
  if (request.json) return toJson(data)
  // Who asks for a number of processes gets them, fit or not.
  const rows = request.processes === null ? screenRows : null
  const lines = render(data, { columns, rows, screenRows, colour: wantsColour(stdout.isTTY === true, env) })
  return lines.map((line) => `${line}\n`).join('')
}

async function info({ pid, json }: InfoRequest, { stdout, env }: Host): Promise<string> {
  const [{ Process }, { gather, toData }, { view }, { resourceNames }] = await Promise.all([
    import('../index.ts'),
    import('./info.ts'),
    import('./info-view.ts'),
    import('../resources.ts'),
  ])
  const about = gather(new Process(pid), resourceNames())
  if (json) return toJson(toData(about))
  const columns = columnsOf(stdout)
  const lines = view(about, { columns, colour: wantsColour(stdout.isTTY === true, env), now: Date.now() })
  return lines.map((line) => `${line}\n`).join('')
}

async function report(request: ReportRequest, { stdout, env }: Host): Promise<string> {
  const [psutil, { reportOn }] = await Promise.all([import('../index.ts'), import('./reports.ts')])
  const { data, view } = reportOn(psutil, request)
  if (request.json) return toJson(data)
  const columns = columnsOf(stdout)
  const colour = wantsColour(stdout.isTTY === true, env)
  return view(columns)
    .map((line) => `${paint(line, columns, colour)}\n`)
    .join('')
}

/** Into a pipe goes all of it: whoever reads that can cut it off. */
function columnsOf(stdout: Output): number {
  return stdout.isTTY ? stdout.columns || 80 : Number.POSITIVE_INFINITY
}

function complain(host: Host, error: Error, exitCode: number): number {
  const text = error.message.split('\n').map(printable).join('\n')
  host.stderr.write(text.startsWith(NAME) ? `${text}\n` : `${NAME}: ${text}\n`)
  return exitCode
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  const { version }: { version: string } = JSON.parse(text)
  return version
}

/** `psutil-native | head`: whoever read has seen enough. */
function quitOnClosedPipe(stream: Output): void {
  stream.on('error', (error) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}
