// Plain JavaScript, for tsx starts processes and threads. Loads the package and calls everything while no
// process and no thread can be made; JSON.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { globalDescriptors } from './no-exec-globals.mjs'

const threads = () => readdirSync('/proc/self/task').length

// libuv starts its threads at the first use, all at once.
await readFile('/proc/self/stat')
spawnSync('prlimit', [`--pid=${process.pid}`, '--nproc=0:0'])
const control = spawnSync('true').error?.code

const before = threads()
const globalsBefore = globalDescriptors()
const api = await import('psutil-native')
const globalsAfter = globalDescriptors()
const afterImport = threads()

const called = []
const failed = {}
const attempt = async (name, ask) => {
  called.push(name)
  try {
    await ask()
  } catch (error) {
    failed[name] = error.name
  }
}

/** Iterators read nothing until they are asked. */
const use = (answer) => (typeof answer?.next === 'function' ? Array.from(answer) : answer)

/** What says that there is no thread to be had; a tree would have to have processes. */
const NEEDS_THREAD = ['watchProcesses', 'killTree']

/** What functions are called with that have to be given something. */
const ARGUMENTS = {
  diskUsage: ['/'],
  processes: [['pid', 'name', 'username', 'memoryInfo']],
  pidExists: [1],
  isAvailable: ['cpuTimes'],
  oneshotPid: [1, () => {}],
  waitProcs: [[]],
}

const ours = new api.Process()
const { members, argumentsOf } = JSON.parse(process.argv[2])
for (const name of members) {
  if (['constructor', 'suspend', 'terminate', 'kill', 'equals', 'wait'].includes(name)) continue
  await attempt(`process.${name}`, () => {
    const member = ours[name]
    return typeof member === 'function' && use(member.apply(ours, argumentsOf[name] ?? []))
  })
}
await attempt('fromIdentity', () => api.Process.fromIdentity(ours.identity))
for (const name of Object.keys(api)) {
  const member = api[name]
  if (typeof member !== 'function' || /^[A-Z]/.test(name) || NEEDS_THREAD.includes(name)) continue
  await attempt(name, () => use(member(...(ARGUMENTS[name] ?? []))))
}
const afterCalls = threads()
const refused = async (ask) => {
  try {
    return await ask()
  } catch ({ name, code }) {
    return { name, code }
  }
}
const withoutThread = {
  wait: await refused(() => new api.Process(1).wait()),
  watchProcesses: await refused(() => api.watchProcesses()),
  diskUsage: await refused(async () => (await import('psutil-native/promises')).diskUsage('/')),
}
const globals = globalsAfter.filter((each) => !globalsBefore.includes(each))
process.stdout.write(
  JSON.stringify({ control, before, afterImport, afterCalls, called, failed, globals, withoutThread }),
)
