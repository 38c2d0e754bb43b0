// Starts children, some at a time, with what the runtime has for it; waits for each by this package and by the
// runtime, and prints what came of both. Node, Deno, Bun.
import { spawn } from 'node:child_process'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { Process } from '../../dist/index.js'

const [count, atOnce, where] = process.argv.slice(2)

/** Each child returns its own number, so that one cannot be taken for another. */
const script = (code) => ['sh', ['-c', `exit ${code}`]]

/** A child and how the runtime sees it end. */
function start(code) {
  const [file, args] = script(code)
  if (globalThis.Deno !== undefined && where === 'own') {
    const child = new globalThis.Deno.Command(file, { args }).spawn()
    return { process: new Process(child.pid), exited: child.status.then((status) => status.code) }
  }
  if (globalThis.Bun !== undefined && where === 'own') {
    const child = globalThis.Bun.spawn([file, ...args])
    return { process: Process.fromChild(child), exited: child.exited }
  }
  const child = spawn(file, args, { stdio: 'ignore' })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  return { process: Process.fromChild(child), exited }
}

async function run() {
  const counts = { exits: 0, waits: 0, unknown: 0, wrong: 0 }
  let started = 0
  const lane = async () => {
    while (started < Number(count)) {
      const code = started % 256
      started += 1
      const child = start(code)
      const [exited, status] = await Promise.all([child.exited, child.process.wait()])
      counts.exits += 1
      counts.waits += 1
      if (status === null) counts.unknown += 1
      if (exited !== code || (status?.exitCode ?? code) !== code) counts.wrong += 1
    }
  }
  await Promise.all(Array.from({ length: Number(atOnce) }, lane))
  return counts
}

if (!isMainThread) {
  parentPort.postMessage(await run())
} else if (where === 'worker') {
  const worker = new Worker(new URL(import.meta.url), { argv: process.argv.slice(2) })
  worker.once('message', (counts) => console.log(JSON.stringify(counts)))
} else {
  console.log(JSON.stringify(await run()))
}
