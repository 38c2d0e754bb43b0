// Plain JavaScript, run with --expose-gc: what is left of watches that have ended in one way or another, JSON.
import { readdirSync, readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { watchProcesses } from 'psutil-native'

const MAIN = new URL('../../dist/index.js', import.meta.url).href

function threads() {
  const names = readdirSync('/proc/self/task').map((thread) => {
    try {
      return readFileSync(`/proc/self/task/${thread}/comm`, 'utf8')
    } catch {
      return '' // ended meanwhile
    }
  })
  return names.filter((name) => name === 'psutil-watch\n').length
}

/** Waits until that many threads watch. */
async function until(count) {
  while (threads() !== count) {
    gc()
    await setImmediate()
  }
}

async function inWorker(program) {
  const text = `import(${JSON.stringify(MAIN)}).then(async ({ watchProcesses }) => {
    const { parentPort } = require('node:worker_threads')
    const watch = globalThis.watch = watchProcesses({ interval: 10 })
    parentPort.on('message', () => {})
    ${program}
    parentPort.postMessage('begun')
  })`
  const worker = new Worker(text, { eval: true })
  await new Promise((resolve) => worker.once('message', resolve))
  await until(1)
  await worker.terminate()
  await until(0)
}

const descriptors = () => readdirSync('/proc/self/fd').length

/** Waits until nothing is left. A thread that has just been started has no name yet, but descriptors. */
async function untilNothing(before) {
  await until(0)
  for (let at = 0; at < 10_000 && descriptors() > before; at += 1) await setImmediate()
  return { descriptors: descriptors() - before, threads: threads() }
}

await inWorker('') // what Node keeps open from the first Worker on
const before = descriptors()
for (let at = 0; at < 1000; at += 1) await watchProcesses().return()
const returned = await untilNothing(before)
const several = [watchProcesses(), watchProcesses(), watchProcesses()]
await until(3)
for (const watch of several) await watch[Symbol.asyncDispose]()
await untilNothing(before)
;(() => watchProcesses())()
await until(0)
await inWorker('')
await inWorker('watch.next()')
await inWorker(';(async () => { for await (const _ of watch); })()')
console.log(JSON.stringify({ returned, all: await untilNothing(before) }))
