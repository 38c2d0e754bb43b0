// Running a command to its end.
import { type ChildProcess, spawn } from 'node:child_process'

export interface Command {
  readonly folder: string
  readonly command: string
  readonly args: readonly string[]
  readonly env: Record<string, string>
  readonly input?: string | undefined
}

/** Longer than anything should take that is not stuck. */
const PATIENCE = 300_000

const running = new Set<ChildProcess>()

/** What it wrote to stdout. An Error with all it wrote, in the order it was written, if it fails. */
export async function run({ folder, command, args, env, input }: Command): Promise<string> {
  // A group of its own, so that its children end with it.
  const child = spawn(command, args, { cwd: folder, env, detached: true })
  running.add(child)
  const timer = setTimeout(() => end(child), PATIENCE)
  let stdout = ''
  let all = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    all += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    all += text
  })
  // A program that does not read its input is none of our business.
  child.stdin.on('error', () => {})
  child.stdin.end(input ?? '')
  try {
    const [code, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (...how) => resolve(how))
    })
    if (code === 0) return stdout
    const how = signal === null ? `exit code ${code}` : `ended by ${signal}`
    throw new Error(`${[command, ...args].join(' ')}\n${all.trimEnd()}\n(${how}, in ${folder})`)
  } finally {
    clearTimeout(timer)
    running.delete(child)
  }
}

function end({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // it has just ended by itself
  }
}

/** Ends what runs. */
export function endAll(): void {
  for (const child of running) end(child)
}
