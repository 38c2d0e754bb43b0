// A child of this program: started by Node, which also reaps it, and asked about as any other process.
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { type EncodingOptions, invalidType, wantsBuffer } from './arguments.ts'
import { PsutilError, SystemError } from './errors.ts'
import type { Handle } from './handle.ts'
import {
  checkPatience,
  type Patience,
  type PatienceOptions,
  patiently,
  type Settle,
  type WaitOptions,
} from './patience.ts'
import { likelyErrno } from './popen/likely.ts'
import { Output } from './popen/output.ts'
import { type ExitStatus, endsWith } from './process/awaited.ts'
import type { BufferOptions, TextOptions } from './process/described.ts'
import { handleOf } from './process/known.ts'
import { Process } from './process.ts'

/** How long to communicate, and what the output is wanted as. */
export interface CommunicateOptions extends EncodingOptions, PatienceOptions {}

/** All that a child has written; `null` for what is no pipe. */
export interface Communicated<Text extends string | Buffer> {
  stdout: Text | null
  stderr: Text | null
}

/**
 * A child of this program that it starts, and the process that this child is.
 *
 * It takes what `child_process.spawn` takes. Signals go to this child and no other, as with every `Process`. Node
 * reaps it as soon as it has ended; from then on what asks about the process throws `NoSuchProcessError`, while
 * `poll()`, `wait()` and `communicate()` still answer.
 *
 * Availability: Linux, macOS, FreeBSD, OpenBSD, NetBSD.
 */
export class Popen extends Process {
  readonly #child: ChildProcess
  readonly #args: readonly string[]
  readonly #outputs: { stdout: Output | null; stderr: Output | null }
  readonly #exited: Promise<ExitStatus>
  #waiting: Settle<void> | undefined
  #failure: Error | undefined
  #hasBegun = false

  /**
   * Starts a program, by its path or by its name on `PATH`.
   *
   * @throws {TypeError} if Node refuses the arguments
   * @throws {SystemError} if the program cannot be started: `ENOENT` (the program, or `options.cwd`), `EACCES`, …
   * @throws {AccessDeniedError} if hidepid hides it; it is killed then
   */
  constructor(command: string, args: readonly string[] = [], options: SpawnOptions = {}) {
    const child = launch(command, args, options)
    // Node reaps a child only when its event loop turns. Until then a number is the child's own, even if it has
    // ended already: what is opened here cannot be another process.
    super(opened(child))
    this.#child = child
    this.#args = Object.freeze([command, ...args])
    const changed = (failure?: Error) => this.#changed(failure)
    const output = (stream: Readable | null) => (stream === null ? null : new Output(stream, changed))
    this.#outputs = { stdout: output(child.stdout), stderr: output(child.stderr) }
    this.#exited = new Promise((resolve) => {
      child.once('exit', (exitCode, signalCode) => {
        // Right after this event Node reads what nobody has asked for, and throws it away.
        for (const each of this.#each()) each.keep()
        changed()
        resolve({ exitCode, signalCode })
      })
    })
    // Node knows it whatever the kernel tells.
    endsWith(this, this.#exited)
  }

  /**
   * What Node knows the child by, with all its events. Its `error` after an aborted `SpawnOptions.signal` wants a
   * listener, as with Node, unless `communicate()` is under way, which rejects with it.
   */
  get child(): ChildProcess {
    return this.#child
  }

  /** What was started: the program and its arguments, as they were given. */
  get args(): readonly string[] {
    return this.#args
  }

  /** What the child reads; `null` if it is no pipe. */
  get stdin(): Writable | null {
    return this.#child.stdin
  }

  /** What the child writes; `null` if it is no pipe. */
  get stdout(): Readable | null {
    return this.#child.stdout
  }

  /** What the child complains about; `null` if it is no pipe. */
  get stderr(): Readable | null {
    return this.#child.stderr
  }

  /**
   * How the child ended; `null` while it runs. Does not wait and does not reap: it is what Node knows, which is
   * nothing before Node's event `exit`.
   */
  poll(): ExitStatus | null {
    const { exitCode, signalCode } = this.#child
    return exitCode === null && signalCode === null ? null : { exitCode, signalCode }
  }

  /**
   * Waits until the child has ended, and tells how: as soon as `poll()` knows, with Node's event `exit`.
   *
   * The Promise rejects with
   * - a `TimeoutExpiredError` if it takes longer than `options.timeout`
   * - `options.signal.reason` if that is aborted
   * - a `TypeError` or `RangeError` if an option is wrong
   */
  override async wait(options: WaitOptions = {}): Promise<ExitStatus> {
    return (await super.wait(options)) ?? this.#exited
  }

  /**
   * Talks to the child once: writes `input` to its stdin and closes it, reads stdout and stderr to their ends, and
   * waits until it has ended. A child that does not read all of its input is none the worse for it.
   *
   * What was read when the time ran out, or the signal came, is kept: asking again, without input, goes on. So it
   * does with what a child wrote before it ended, if nobody has read that. Whoever reads from `stdout` or `stderr`
   * themselves takes away from what is collected here.
   *
   * The Promise rejects with
   * - a `TimeoutExpiredError` if it takes longer than `options.timeout`; the child goes on
   * - `options.signal.reason` if that is aborted; the child goes on
   * - a `TypeError` or `RangeError` if an argument is wrong
   * - a `PsutilError` (`ERR_INVALID_STATE`) if there is input and stdin is no pipe or closed already, or if another
   *   call is under way
   */
  communicate(
    input: string | Uint8Array | null | undefined,
    options: CommunicateOptions & BufferOptions,
  ): Promise<Communicated<Buffer>>
  communicate(
    input?: string | Uint8Array | null,
    options?: CommunicateOptions & TextOptions,
  ): Promise<Communicated<string>>
  async communicate(
    input?: string | Uint8Array | null,
    options: CommunicateOptions = {},
  ): Promise<Communicated<string> | Communicated<Buffer>> {
    const asBuffer = wantsBuffer(options)
    this.#checkInput(input)
    const patience = checkPatience(options)
    if (this.#waiting !== undefined) throw invalidState('communicate() is under way already')
    await this.#converse(input, patience)
    const { stdout, stderr } = this.#outputs
    if (asBuffer) return { stdout: stdout?.bytes() ?? null, stderr: stderr?.bytes() ?? null }
    return { stdout: stdout?.bytes().toString() ?? null, stderr: stderr?.bytes().toString() ?? null }
  }

  /**
   * `await using p = new Popen(…)`: closes our ends of the pipes, what was written to stdin still being delivered,
   * and waits until the child has ended. It does not end the child: one that heeds neither the end of its input nor
   * `SIGPIPE` wants a `terminate()` before.
   */
  async [Symbol.asyncDispose](): Promise<void> {
    const { stdin, stdio } = this.#child
    stdin?.on('error', () => {})
    stdin?.end()
    for (const stream of stdio.slice(1)) stream?.destroy()
    if (this.#child.connected) this.#child.disconnect()
    // Not the event `close` of the child: Node does not send it to who has disconnected.
    await this.#exited
    await Promise.all(stdio.map(closed))
  }

  #checkInput(input: unknown): void {
    if (input === undefined || input === null) return
    if (typeof input !== 'string' && !(input instanceof Uint8Array)) {
      throw invalidType('input', 'a string or a Uint8Array', input)
    }
    const { stdin } = this.#child
    if (stdin === null) throw invalidState('there is input, but stdin of the child is no pipe')
    if (this.#hasBegun || stdin.writableEnded) {
      throw invalidState('there is input, but stdin of the child has been closed already')
    }
  }

  async #converse(input: string | Uint8Array | null | undefined, patience: Patience): Promise<void> {
    await patiently<void>(patience, this.pid, (settle) => {
      const failed = (error: Error) => settle.reject(error)
      this.#waiting = settle
      this.#child.on('error', failed)
      this.#begin(input)
      for (const each of this.#each()) each.read()
      this.#changed()
      return () => {
        this.#waiting = undefined
        this.#child.off('error', failed)
        for (const each of this.#each()) each.rest()
      }
    })
  }

  #begin(input: string | Uint8Array | null | undefined): void {
    if (this.#hasBegun) return
    this.#hasBegun = true
    const { stdin } = this.#child
    // The child may close its end at any time, after the time ran out too.
    stdin?.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') this.#changed(error)
    })
    if (input === undefined || input === null) stdin?.end()
    else stdin?.end(input)
  }

  #changed(failure?: Error): void {
    this.#failure ??= failure
    if (this.#failure !== undefined) this.#waiting?.reject(this.#failure)
    else if (this.poll() !== null && this.#each().every((each) => each.isOver)) this.#waiting?.resolve()
  }

  #each(): Output[] {
    return [this.#outputs.stdout, this.#outputs.stderr].filter((each) => each !== null)
  }
}

/** Starts a program, or throws why that is not possible. */
function launch(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  // Loaded when it is needed: most programs that ask about processes start none.
  const { spawn } = process.getBuiltinModule('node:child_process')
  const { subscribe, unsubscribe } = process.getBuiltinModule('node:diagnostics_channel')
  let errno: number | undefined
  // Node itself tells why a program could not be started only by an event, at a later turn. But what spawns, a
  // method of the child, returns it. Before it is called, Node hands the child to whoever listens here.
  const onChild = (message: unknown) => {
    const { process: child } = message as { process: object }
    Object.assign(child, {
      spawn(this: ChildProcess, ...all: unknown[]) {
        Reflect.deleteProperty(this, 'spawn')
        const result: unknown = Reflect.apply(Reflect.get(this, 'spawn'), this, all)
        if (typeof result === 'number') errno = result
        return result
      },
    })
  }
  let child: ChildProcess
  subscribe('child_process', onChild)
  try {
    child = spawn(command, args, options)
  } catch (error) {
    throw isSystemError(error) ? launchError(error.errno, command) : error
  } finally {
    unsubscribe('child_process', onChild)
  }
  if (child.pid !== undefined) return child
  // The event comes all the same, and would end this program if nobody listened.
  child.on('error', () => {})
  const file = child.spawnfile ?? command
  throw launchError(errno ?? likelyErrno(file, options), file)
}

/** The process of a child that has just been started. */
function opened(child: ChildProcess): Handle {
  try {
    return handleOf(new Process(child.pid))
  } catch (error) {
    // Whoever started it will never know of it, and so could not end it.
    child.on('error', () => {})
    child.kill('SIGKILL')
    for (const stream of child.stdio) stream?.destroy()
    throw error
  }
}

/** Waits until a stream has been closed. */
async function closed(stream: Readable | Writable | null | undefined): Promise<void> {
  if (stream && !stream.closed) await new Promise((resolve) => stream.once('close', resolve))
}

/** What Node says of it, as an error of ours. */
function launchError(errno: number, path: string): SystemError {
  const code = process.getBuiltinModule('node:util').getSystemErrorName(errno)
  const error = new SystemError(`spawn ${path} ${code}`, code, errno, `spawn ${path}`, path)
  Error.captureStackTrace?.(error, Popen)
  return error
}

function isSystemError(error: unknown): error is Error & { errno: number } {
  return error instanceof Error && 'errno' in error && typeof error.errno === 'number'
}

function invalidState(message: string): PsutilError {
  return new PsutilError(message, 'ERR_INVALID_STATE')
}
