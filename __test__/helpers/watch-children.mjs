// Plain JavaScript, for tsx would start processes of its own. Watches as many children as it is told to start, each of
// which ends with a status of its own, and prints what was told of them, JSON.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { watchProcesses } from 'psutil-native'

const [count, atOnce, isHeld] = JSON.parse(process.argv[2])
const watch = watchProcesses({ interval: 20, signal: AbortSignal.timeout(50_000) })
const children = new Map()
let started = 0

/** Starts a child; one that is held ends only once its start has been told. */
function begin(script) {
  return spawn('sh', ['-c', isHeld ? `read _; ${script}` : script], {
    stdio: [isHeld ? 'pipe' : 'ignore', 'ignore', 'ignore'],
  })
}

/** Starts one child after the other. */
async function lane() {
  while (started < count) {
    const code = started % 100
    started += 1
    const child = begin(`exit ${code}`)
    children.set(child.pid, { code, child, told: [] })
    await once(child, 'exit')
  }
}
Promise.all(Array.from({ length: atOnce }, lane)).then(async () => {
  // The last of all: whatever is told later is not about the others.
  const child = begin(':')
  last = child.pid
  children.set(last, { code: 0, child, told: [] })
})

let last
let overflows = 0
const processes = new Map()
const wrong = []
for await (const event of watch) {
  if (event.type === 'overflow') {
    overflows += 1
    continue
  }
  const child = children.get(event.pid)
  if (child === undefined) continue
  child.told.push(event.type)
  child.child.stdin?.end()
  if (event.type === 'start') {
    processes.set(event.pid, event.process)
    if (event.ppid !== process.pid) wrong.push(['ppid', event.ppid])
    if (event.process !== null && event.process.pid !== event.pid) wrong.push(['process', event.pid])
  } else {
    if (event.process !== processes.get(event.pid)) wrong.push(['another object', event.pid])
    const { exitCode, signalCode } = event.status ?? {}
    const isRight =
      event.status === null ? watch.source === 'polling' : exitCode === child.code && signalCode === null
    if (!isRight) wrong.push(['status', event.status, child.code])
  }
  if (Math.abs(Date.now() - event.time) > 20_000) wrong.push(['time', event.time])
  if (event.pid === last && event.type === 'exit') break
}
const incomplete = [...children].filter(([, { told }]) => told.join() !== 'start,exit')
console.log(JSON.stringify({ source: watch.source, children: children.size, incomplete, wrong, overflows }))
