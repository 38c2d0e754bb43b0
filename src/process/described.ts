// What a process is called, was started with, and is doing.
import type { ProcessStatus } from '../../index.js'
import { type EncodingOptions, isOn, wantsBuffer } from '../arguments.ts'
import { native } from '../native.ts'
import { ask, Known } from './known.ts'

/** Text as text. */
export interface TextOptions extends EncodingOptions {
  encoding?: 'utf8' | undefined
}

/** Text as the bytes that the kernel gave. */
export interface BufferOptions extends EncodingOptions {
  encoding: 'buffer'
}

/** Which name is wanted. */
export interface NameOptions {
  /** `true`: the kernel's own, which it cuts off after 15 bytes. */
  raw?: boolean | undefined
}

/** How hard to look for the program. */
export interface ExeOptions {
  /**
   * `true`: where the kernel does not let this user see the program, take the first argument if it is the
   * absolute path of a file that can be run. A process may have chosen that freely.
   */
  fallbackCmdline?: boolean | undefined
}

/** An environment of name, value, name, value and so on; of two of one name the first, as getenv(3). @internal */
export function environOf<Text extends string | Buffer>(words: Text[]): Record<string, Text> {
  const environ: Record<string, Text> = Object.create(null)
  for (let at = 0; at + 1 < words.length; at += 2) {
    const name = String(words[at])
    const value = words[at + 1]
    if (value !== undefined && !(name in environ)) environ[name] = value
  }
  return environ
}

/** Names, paths, arguments; family, session and state. */
export abstract class Described extends Known {
  /** The number of the parent; 0 if it has none, or none in this pid namespace. */
  ppid(): number {
    return ask(this, native.processPpid)
  }

  /** The number of its process group; 0 for threads of the kernel, and for a group of another pid namespace. */
  pgid(): number {
    return ask(this, native.processPgid)
  }

  /** The number of its session; 0 for threads of the kernel, and for a session of another pid namespace. */
  sid(): number {
    return ask(this, native.processSid)
  }

  /**
   * When the process started, in milliseconds since the epoch: `new Date(p.createTime())`.
   * Within 10 ms on Linux; it moves when the clock is set.
   */
  createTime(): number {
    return ask(this, native.processCreateTime)
  }

  /** When the process started, in the kernel's own unit, unmoved by the clock: on Linux in ticks since boot. */
  rawCreateTime(): number {
    return ask(this, native.processRawCreateTime)
  }

  /**
   * The name. The kernel cuts it off after 15 bytes; it is made whole from the first argument where that
   * begins with it.
   */
  name(options?: NameOptions & TextOptions): string
  name(options: NameOptions & BufferOptions): Buffer
  name(options: NameOptions & EncodingOptions = {}): string | Buffer {
    const asBuffer = wantsBuffer(options)
    return ask(this, native.processName, isOn(options, 'raw'), asBuffer)
  }

  /** The program's file, without the kernel's ` (deleted)`; `null` for a thread of the kernel. */
  exe(options?: ExeOptions & TextOptions): string | null
  exe(options: ExeOptions & BufferOptions): Buffer | null
  exe(options: ExeOptions & EncodingOptions = {}): string | Buffer | null {
    const asBuffer = wantsBuffer(options)
    return ask(this, native.processExe, isOn(options, 'fallbackCmdline'), asBuffer) ?? null
  }

  /** The arguments, empty ones among them. A process may have overwritten them with anything. */
  cmdline(options?: TextOptions): string[]
  cmdline(options: BufferOptions): Buffer[]
  cmdline(options: EncodingOptions = {}): (string | Buffer)[] {
    return ask(this, native.processCmdline, wantsBuffer(options))
  }

  /** The current directory, without the kernel's ` (deleted)`. */
  cwd(options?: TextOptions): string | null
  cwd(options: BufferOptions): Buffer | null
  cwd(options: EncodingOptions = {}): string | Buffer | null {
    return ask(this, native.processCwd, wantsBuffer(options)) ?? null
  }

  /**
   * The root directory, `/` for most: see chroot(2). `null` for a thread of the kernel that has none.
   *
   * Availability: Linux, macOS, FreeBSD, NetBSD.
   */
  root(options?: TextOptions): string | null
  root(options: BufferOptions): Buffer | null
  root(options: EncodingOptions = {}): string | Buffer | null {
    return ask(this, native.processRoot, wantsBuffer(options)) ?? null
  }

  /**
   * The environment that the process was started with, in a record without a prototype. Of a name that stands
   * there twice the first value counts, as for `getenv(3)`.
   */
  environ(options?: TextOptions): Record<string, string>
  environ(options: BufferOptions): Record<string, Buffer>
  environ(options: EncodingOptions = {}): Record<string, string | Buffer> {
    return environOf(ask(this, native.processEnviron, wantsBuffer(options)))
  }

  /** What the process is doing. */
  status(): ProcessStatus {
    return ask(this, native.processStatus)
  }

  /**
   * The controlling terminal, `/dev/pts/0`: `null` without one, `''` if no file in `paths.devfs` is it.
   */
  terminal(): string | null {
    return ask(this, native.processTerminal)
  }

  /** Whether it has a controlling terminal. */
  hasTerminal(): boolean {
    return ask(this, native.processHasTerminal)
  }
}
