// Run by hung-disks.mjs, with a folder whose server does not answer and the name of what to do.
import { pbkdf2 } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { diskPartitionsAll, diskUsage } from 'psutil-native/promises'

const [, , folder, scenario] = process.argv
const link = `${folder}-link`

/** Has the server do something; what it holds back and was asked. */
async function tell(command) {
  process.send({ command })
  const [answer] = await once(process, 'message')
  return answer
}

/** Whether the server has been asked for so much. */
async function untilHeld(count) {
  while ((await tell('')).held < count) await setImmediate()
}

function threads() {
  const names = readdirSync('/proc/self/task').map((id) => {
    try {
      return readFileSync(`/proc/self/task/${id}/comm`, 'utf8').trim()
    } catch {
      return '' // it has ended
    }
  })
  return names.filter((name) => name.startsWith('psutil-'))
}

async function untilThreads(count) {
  while (threads().length !== count) await setImmediate()
  return threads()
}

const failure = (error) => error.code ?? error.name
const outcome = (promise) => promise.then((usage) => usage.total, failure)
const begin = (paths, options) => paths.map((path) => outcome(diskUsage(path, options)))

const scenarios = {
  async many() {
    symlinkSync(folder, link)
    const before = threads()
    let timedOut
    // What times out before its turn is never asked.
    while ((await tell('')).held === 0) timedOut = await outcome(diskUsage(folder, { timeout: 1 }))
    const paths = [folder, `${folder}/`, `${folder}/x`, `${folder}/./x`, link, `${link}/x`, `${folder}/x/..`]
    const waiting = begin([...paths, `/proc/../${link}/x`])
    const others = await Promise.all(begin(['/', '/proc', '.', '/none', `${folder}-none`]))
    // What Node does on the threads that it has for everything.
    await Promise.all([stat('/proc'), lookup('localhost'), promisify(pbkdf2)('a', 'b', 1, 8, 'sha1')])
    const isListed = (await diskPartitionsAll()).some(({ mountpoint }) => mountpoint === folder)
    const during = await untilThreads(1)
    const again = await Promise.all(begin(paths, { timeout: 1 }))
    const { statfs } = await tell('')
    const abort = new AbortController()
    const aborted = outcome(diskUsage(folder, { signal: abort.signal }))
    abort.abort({ code: 'enough' })
    const told = { before, timedOut, others, isListed, during, again, statfs, aborted: await aborted }
    const still = threads()
    await tell('answer')
    const answered = await Promise.all(waiting)
    rmSync(link)
    return { ...told, still, answered, after: await untilThreads(0) }
  },

  async lookup() {
    const waiting = begin([`${folder}/slow/x`])
    await untilHeld(1)
    waiting.push(...begin([folder, `${folder}/slow`, `${folder}/slow2`, `${folder}/slow/../x`]))
    const others = await Promise.all(begin(['/', '/proc']))
    const during = await untilThreads(1)
    await tell('answer')
    return { others, during, answered: await Promise.all(waiting), after: await untilThreads(0) }
  },

  async relative() {
    process.chdir(folder)
    const waiting = begin(['.', 'x'])
    await untilHeld(1)
    process.chdir('/')
    waiting.push(...begin(['.', 'proc']))
    await tell('answer')
    return { answered: await Promise.all(waiting) }
  },

  async abort() {
    const waiting = begin([folder, `${folder}/x`])
    await untilHeld(1)
    await tell('abort')
    return { answered: await Promise.all(waiting), after: await untilThreads(0) }
  },

  /** It ends by itself although its thread does not. */
  async end() {
    await tell('deafen')
    const abort = new AbortController()
    const waiting = begin([folder], { signal: abort.signal })
    const during = await untilThreads(1)
    waiting.push(...begin([folder, `${folder}/x`], { timeout: 1 }))
    await Promise.all(waiting.slice(1))
    abort.abort({ code: 'enough' })
    return { answered: await Promise.all(waiting), during }
  },

  async exit() {
    await tell('deafen')
    begin([folder])
    return { during: await untilThreads(1) }
  },

  async worker() {
    const source = `
      const { parentPort, workerData } = require('node:worker_threads')
      import(workerData.module).then(async ({ diskUsage }) => {
        parentPort.postMessage((await diskUsage('/')).total)
        diskUsage(workerData.folder, { timeout: 1 }).catch((error) => parentPort.postMessage(error.code))
        if (workerData.stays) diskUsage(workerData.folder).then(() => parentPort.postMessage('answered'))
      })`
    const module = import.meta.resolve('psutil-native/promises')
    const told = []
    const start = (stays) => {
      const worker = new Worker(source, { eval: true, workerData: { module, folder, stays } })
      worker.on('message', (message) => told.push(message))
      return worker
    }
    // One that ends by itself, and one that is ended in the middle.
    await once(start(false), 'exit')
    const stays = start(true)
    while (told.length < 4) await setImmediate()
    const code = await stays.terminate()
    const waiting = begin([folder])
    const during = await untilThreads(1)
    await tell('answer')
    return { told, code, during, answered: await Promise.all(waiting), after: await untilThreads(0) }
  },
}

const result = await scenarios[scenario]()
process.send({ result }, () => {
  if (scenario === 'exit') process.exit(3)
  process.disconnect()
})
