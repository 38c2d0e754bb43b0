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
  readonly #child: ChildProcess
  readonly #lines: AsyncIterator<string>
  readonly name: string
  readonly version: string
  readonly #workloads: ReadonlySet<string>

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, hello: Record<string, unknown>) {
    this.#child = child
    this.#lines = lines
    this.name = String(hello.name)
    this.version = String(hello.version)
    this.#workloads = new Set(hello.workloads as string[])
  }

  static async start({ command, args, cwd }: Launch): Promise<Peer> {
    const child = spawn(command, args, { cwd, stdio: ['pipe', 'pipe', 'inherit'] })
    child.on('error', () => {})
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    return new Peer(child, lines, await hear(lines))
  }

  get pid(): number {
    return this.#child.pid ?? 0
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

  async ask(workload: string, times: number, pid: number): Promise<Record<string, unknown>> {
    this.#child.stdin?.write(`${workload} ${times} ${pid}\n`)
    return hear(this.#lines)
  }

  [Symbol.dispose](): void {
    this.#child.stdin?.end()
  }
}

function optional(value: unknown): number | undefined {
  return value === undefined ? undefined : Number(value)
}

async function hear(lines: AsyncIterator<string>): Promise<Record<string, unknown>> {
  const { value, done } = await lines.next()
  if (done) throw new Error('it has ended')
  const answer = JSON.parse(value)
  if (answer.error !== undefined) throw new Error(answer.error)
  return answer
}
