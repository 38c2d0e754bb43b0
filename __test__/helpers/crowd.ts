// Many processes and many sockets, cheap to have. They end with the pipe that they read from, whatever becomes of
// the test.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { ExecutionContext } from 'ava'
import { Process, pids, virtualMemory } from 'psutil-native'

type Child = ChildProcessByStdio<Writable, Readable, null>

/** What each of them takes in the kernel and of its own, and more than that. */
const BYTES_OF_ONE = 512 * 1024

/** So many processes, or as many as this machine bears: others need some too. */
export function bearable(count: number): number {
  const most = [
    count,
    new Process().getRlimit('nproc').soft / 4,
    virtualMemory().available / 2 / BYTES_OF_ONE,
  ]
  most.push((Number(readFileSync('/proc/sys/kernel/pid_max', 'utf8')) - pids().length) / 2)
  const ofCgroup = /^(?:0:|\d+:pids:)(.*)$/m.exec(readFileSync('/proc/self/cgroup', 'utf8'))?.[1] ?? '/'
  for (const root of ['/sys/fs/cgroup', '/sys/fs/cgroup/pids']) {
    for (let at = ofCgroup; ; at = dirname(at)) {
      const [max, current] = ['max', 'current'].map((name) => numberIn(`${root}${at}/pids.${name}`))
      if (max !== undefined && current !== undefined) most.push((max - current) / 2)
      if (at === '/') break
    }
  }
  return Math.max(1, Math.floor(Math.min(...most)))
}

/** `undefined`: it is not there, or says `max`. */
function numberIn(path: string): number | undefined {
  try {
    const number = Number.parseInt(readFileSync(path, 'utf8'), 10)
    return Number.isNaN(number) ? undefined : number
  } catch {
    return undefined
  }
}

/** Starts so many processes, or as many as this machine bears; gives the number of their parent. */
export async function startProcesses(t: ExecutionContext, count: number): Promise<number> {
  return pidOf(await startReaders(t, bearable(count)))
}

/** The same, but some of them can be told to end: they do so one by one, whatever the test does meanwhile. */
export async function startMortals(t: ExecutionContext, count: number): Promise<(some: number) => void> {
  const { stdin } = await startReaders(t, count)
  return (some) => stdin.write('\n'.repeat(some))
}

/** Each of them reads a line. */
async function startReaders(t: ExecutionContext, count: number): Promise<Child> {
  // A read of the shell's own: nothing is exec'ed.
  const script = `exec 3<&0; i=0
    while [ $i -lt ${count} ]; do (read x <&3) & i=$((i+1)); done
    echo ready; wait`
  return await startUntilInputEnds(t, 'sh', ['-c', script])
}

/** Starts a program with so many sockets, or as many as it may have; gives its number. */
export async function startSockets(t: ExecutionContext, count: number): Promise<number> {
  const most = Math.min(count, new Process().getRlimit('nofile').hard - 100)
  const script = fileURLToPath(new URL('many-sockets.mjs', import.meta.url))
  return pidOf(await startUntilInputEnds(t, process.execPath, [script, String(Math.floor(most / 2))]))
}

async function startUntilInputEnds(t: ExecutionContext, file: string, args: string[]): Promise<Child> {
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  t.teardown(() => endInput(child))
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
  if (child.exitCode !== null) throw new Error(`${file} ended with ${child.exitCode}`)
  return child
}

function pidOf({ pid }: Child): number {
  if (pid === undefined) throw new Error('not started')
  return pid
}

async function endInput(child: Child): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.stdin.end()
  await exit
}
