// What is looked at: started here, and gone with us in whatever way we end.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { build } from './cargo.ts'

/** Some processes of the benchmark's own. They end when their standard input does, so also with us. */
export class Scenery implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #lines: AsyncIterator<string>
  /** The processes to look at. */
  readonly pids: number[]

  private constructor(child: ChildProcess, lines: AsyncIterator<string>, pids: number[]) {
    this.#child = child
    this.#lines = lines
    this.pids = pids
  }

  static async of(...args: (string | number)[]): Promise<Scenery> {
    const program = build('benchmark-scenery', 'scenery')
    const child = spawn(program, args.map(String), { stdio: ['pipe', 'pipe', 'inherit'] })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const { value = '' } = await lines.next()
    const [word, ...pids] = value.split(' ')
    if (word !== 'ready') throw new Error(`the scenery of ${args.join(' ')} could not be set`)
    return new Scenery(child, lines, pids.map(Number))
  }

  /** Says something to it. */
  tell(line: string): void {
    this.#child.stdin?.write(`${line}\n`)
  }

  /** The number behind this word, which it says next. */
  async hear(word: string): Promise<number> {
    const { value = '' } = await this.#lines.next()
    const [said, number] = value.split(' ')
    if (said !== word) throw new Error(`the scenery says '${value}' instead of '${word}'`)
    return Number(number)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const gone = once(this.#child, 'exit')
    this.#child.stdin?.end()
    await gone
  }
}
