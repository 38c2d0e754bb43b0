// A peer in a process of its own, which stays: its start is not measured, and it times itself.
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Contender } from '../contender.ts'

/** How a peer is started. */
export interface Launch {
  command: string
  args: string[]
  cwd?: string
}

/**
 * It first says `{ name, version, workloads }`. Then, for each line `workload times pid`, it does that so many
 * times (or `calls` times) and says `{ nanoseconds, calls, rows }`, or `{ error }`.
 */
export class Peer implements Disposable {
  readonly #launch: Launch
  #running: Running
  readonly name: string
  readonly version: string
  readonly #workloads: ReadonlySet<string>

  private constructor(launch: Launch, running: Running, hello: Record<string, unknown>) {
    this.#launch = launch
    this.#running = running
    this.name = String(hello.name)
    this.version = String(hello.version)
    this.#workloads = new Set(hello.workloads as string[])
  }

  static async start(launch: Launch): Promise<Peer> {
    const running = run(launch)
    return new Peer(launch, running, await hear(running))
  }

  /** This peer as a contender, if it can do that. */
  of(workload: string, pid = 0): Contender[] {
    if (!this.#workloads.has(workload)) return []
    const run = async (times: number) => {
      const { nanoseconds, calls, rows } = await this.ask(workload, times, pid)
      return { nanoseconds: Number(nanoseconds), calls: optional(calls), rows: optional(rows) }
    }
    return [{ name: this.name, run }]
  }

  knows(workload: string): boolean {
    return this.#workloads.has(workload)
  }

  /** Asks for something. One that has died of the question before is started anew. */
  async ask(workload: string, times: number, pid: number): Promise<Record<string, unknown>> {
    if (this.#running.silent) {
      this.#running = run(this.#launch)
      await hear(this.#running)
    }
    this.#running.child.stdin?.write(`${workload} ${times} ${pid}\n`)
    return hear(this.#running)
  }

  [Symbol.dispose](): void {
    this.#running.child.stdin?.end()
  }
}

/** A process, and what it says. */
interface Running {
  child: ChildProcess
  lines: AsyncIterator<string>
  /** Whether it has said its last. */
  silent: boolean
}

function run({ command, args, cwd }: Launch): Running {
  const child = spawn(command, args, { cwd, stdio: ['pipe', 'pipe', 'inherit'] })
  // Who cannot be started, or has died, is seen by its silence.
  child.on('error', () => {})
  child.stdin.on('error', () => {})
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](), silent: false }
}

function optional(value: unknown): number | undefined {
  return value === undefined ? undefined : Number(value)
}

async function hear(running: Running): Promise<Record<string, unknown>> {
  const { value, done } = await running.lines.next()
  if (done) {
    running.silent = true
    throw new Error('it has died')
  }
  const answer = JSON.parse(value)
  if (answer.error !== undefined) throw new Error(answer.error)
  return answer
}
