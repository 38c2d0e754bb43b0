// What a child writes to one pipe: read when asked for, and not lost when the child ends.
import type { Readable } from 'node:stream'

/** More than a pipe, or the socket that Node has instead, holds unless root has widened it. */
const PIPE_CAPACITY = 2 ** 20

/** What a child writes to one pipe, as far as it was collected. */
export class Output {
  readonly #stream: Readable
  readonly #chunks: Buffer[] = []
  readonly #changed: (failure?: Error) => void
  #isCollected = false
  #isWanted = false
  #unwanted = 0
  #isThrownAway = false

  /** `changed` is called when nothing more can come, and when reading fails. */
  constructor(stream: Readable, changed: (failure?: Error) => void) {
    this.#stream = stream
    this.#changed = changed
  }

  /** Whether nothing more can come. */
  get isOver(): boolean {
    return this.#stream.readableEnded || this.#stream.destroyed
  }

  /** Reads until told to rest. */
  read(): void {
    this.#isWanted = true
    this.#isThrownAway = false
    this.#unwanted = 0
    this.#collect()
    this.#stream.resume()
  }

  /** Leaves the rest in the pipe. */
  rest(): void {
    this.#isWanted = false
    if (!this.isOver) this.#stream.pause()
  }

  /** Collects what Node is about to throw away, or Bun has just begun to, unless somebody else reads it. */
  keep(): void {
    const { readableFlowing } = this.#stream
    const isRead = this.#stream.listenerCount('data') > 0 || this.#stream.listenerCount('readable') > 0
    if (isRead || readableFlowing === false) return
    this.#isThrownAway = readableFlowing === true
    this.#collect()
  }

  /** All that was collected. */
  bytes(): Buffer {
    return Buffer.concat(this.#chunks)
  }

  #collect(): void {
    if (this.#isCollected) return
    this.#isCollected = true
    const stream = this.#stream
    stream.on('data', (chunk: Buffer | string) => this.#take(chunk))
    stream.on('error', (error) => this.#changed(error))
    stream.on('end', () => this.#changed())
    stream.on('close', () => this.#changed())
  }

  #take(chunk: Buffer | string): void {
    const bytes =
      typeof chunk === 'string' ? Buffer.from(chunk, this.#stream.readableEncoding ?? 'utf8') : chunk
    this.#unwanted += this.#isWanted ? 0 : bytes.length
    // Nobody waits, so that this is what the child left in the pipe when it ended. If it is more than a pipe holds,
    // a child of the child goes on writing; that would fill the memory if nobody ever asks.
    const isTooMuch = this.#unwanted > PIPE_CAPACITY
    if (!(isTooMuch && this.#isThrownAway)) this.#chunks.push(bytes)
    if (isTooMuch && !this.#isThrownAway) this.#stream.pause()
  }
}
