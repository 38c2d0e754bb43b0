// Many processes and many sockets, cheap to have. They end with the pipe that they read from, whatever becomes of
// the test.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { ExecutionContext } from 'ava'
import { Process } from 'psutil-native'

/** Starts so many processes, or as many as a quarter of what the limit allows; gives the number of their parent. */
export async function startProcesses(t: ExecutionContext, count: number): Promise<number> {
  const most = Math.min(count, Math.floor(new Process().getRlimit('nproc').soft / 4))
  // A read of the shell's own: nothing is exec'ed.
  const script = `exec 3<&0; i=0
    while [ $i -lt ${most} ]; do (read x <&3) & i=$((i+1)); done
    echo ready; wait`
  return await startUntilInputEnds(t, 'sh', ['-c', script])
}

/** Starts a program with so many sockets, or as many as it may have; gives its number. */
export async function startSockets(t: ExecutionContext, count: number): Promise<number> {
  const most = Math.min(count, new Process().getRlimit('nofile').hard - 100)
  const script = fileURLToPath(new URL('many-sockets.mjs', import.meta.url))
  return await startUntilInputEnds(t, process.execPath, [script, String(Math.floor(most / 2))])
}

async function startUntilInputEnds(t: ExecutionContext, file: string, args: string[]): Promise<number> {
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  t.teardown(() => endInput(child))
  await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
  const { pid, exitCode } = child
  if (pid === undefined || exitCode !== null) throw new Error(`${file} ended with ${exitCode}`)
  return pid
}

async function endInput(child: ChildProcessByStdio<Writable, Readable, null>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.stdin.end()
  await exit
}
