import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { ExecutionContext } from 'ava'
import { soon } from './eventually.ts'
import { hasExeced, stateLetter } from './proc.ts'

/** A child process that has been started. */
export type Child = ChildProcess & { pid: number }

/** Starts a program that stays until the test is over. Once this returns, it has been exec'ed. */
export function start(t: ExecutionContext, file: string, args: string[], options: SpawnOptions = {}): Child {
  const child = startUntended(file, args, options)
  t.teardown(() => end(child))
  return child
}

/** A child that sleeps until the test is over. */
export function startSleeper(t: ExecutionContext, options?: SpawnOptions): Child {
  const child = start(t, 'sleep', ['1000'], options)
  untilAsleep(child.pid)
  return child
}

/** A child that stands still until the test is over, so that two looks see the same. */
export function startStopped(t: ExecutionContext): Child {
  const child = startSleeper(t)
  child.kill('SIGSTOP')
  soon(`stop of ${child.pid}`, () => stateLetter(child.pid) === 'T')
  return child
}

/** Starts a program that the caller must end. */
export function startUntended(file: string, args: string[], options: SpawnOptions = {}): Child {
  const child = spawn(file, args, { stdio: 'ignore', ...options })
  if (child.pid === undefined) throw new Error(`${file} could not be started`)
  const { pid } = child
  soon(`exec of ${file}`, () => hasExeced(pid))
  return child as Child
}

/** Waits until a process has come to rest. */
export function untilAsleep(pid: number): void {
  soon(`sleep of ${pid}`, () => stateLetter(pid) === 'S')
}

/** Kills a child and waits until it has been reaped. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}
