// Plain JavaScript, for tsx would use the same memory. Run with --expose-gc. Makes calls on a process again and
// again and prints what has grown since the first of them, JSON.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { setPriority } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import { Process, paths, processes } from 'psutil-native'

const { kind, methods, argumentsOf, calls, warmUp, procfs } = JSON.parse(process.argv[2])

/** Memory in use once all garbage is collected, and open descriptors. */
async function measured() {
  for (let at = 0; at < 3; at += 1) {
    gc()
    await setImmediate() // what an object holds outside of JavaScript is freed by the event loop
  }
  return { rss: process.memoryUsage.rss(), descriptors: readdirSync('/proc/self/fd').length }
}

async function repeat(times, ask) {
  for (let at = 0; at < times; at += 1) {
    ask()
    if (at % 1000 === 0) await setImmediate()
  }
}

async function growth(ask) {
  await repeat(warmUp, ask)
  const before = await measured()
  await repeat(calls, ask)
  const after = await measured()
  return { calls, rss: after.rss - before.rss, descriptors: after.descriptors - before.descriptors }
}

function call(target, name) {
  const member = target[name]
  const answer = typeof member === 'function' ? member.apply(target, argumentsOf[name] ?? []) : member
  return typeof answer?.next === 'function' ? [...answer] : answer // iterators read nothing until they are asked
}

function failing(ask) {
  try {
    ask()
  } catch {
    return
  }
  throw new Error(`did not fail: ${ask}`)
}

const kinds = {
  /** Each method of a process that is there. */
  methods: (target) => Object.fromEntries(methods.map((name) => [name, () => call(target, name)])),

  /** All methods in turn, of a process that has ended. */
  failures(target) {
    let at = 0
    return {
      'calls that fail': () => {
        failing(() => call(target, methods[at % methods.length]))
        at += 1
      },
    }
  },

  /** All attributes of all processes. */
  tables: () => ({ processes: () => processes(Process.attrs, { onError: 'collect' }) }),

  /** What holds something until it is given back. */
  holders(target) {
    const { pid, identity } = target
    const fail = () => {
      target.status()
      throw new Error('inside')
    }
    return {
      'oneshot with a callback': () => target.oneshot(() => target.status()),
      'oneshot with an error': () => failing(() => target.oneshot(fail)),
      'oneshot that is disposed of': () => {
        const visit = target.oneshot()
        target.status()
        visit[Symbol.dispose]()
      },
      'new Process': () => new Process(pid),
      fromIdentity: () => Process.fromIdentity(identity),
    }
  },
}

setPriority(10) // other tests are in more of a hurry
const child = spawn('sleep', ['1000'], { stdio: 'ignore', env: { PATH: process.env.PATH } })
if (procfs !== undefined) paths.procfs = procfs.root
const target = new Process(procfs?.pid ?? child.pid)
if (kind === 'failures') {
  child.kill('SIGKILL')
  await once(child, 'exit')
}
const grown = {}
for (const [name, ask] of Object.entries(kinds[kind](target))) grown[name] = await growth(ask)
process.stdout.write(JSON.stringify(grown))
child.kill('SIGKILL')
