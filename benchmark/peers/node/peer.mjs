// systeminformation, ps-list or pidusage, asked to do what the package does: see ../peer.ts for what is said.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const [, , name] = process.argv

const PEERS = {
  async systeminformation() {
    const { default: si } = await import('systeminformation')
    // It keeps its answer of processes for half a second: nobody asks again that soon here.
    const processes = async () => {
      const { list } = await si.processes()
      return list
    }
    return {
      processes: [processes, 600],
      cpuTimes: [() => si.currentLoad(), 300],
      virtualMemory: [() => si.mem()],
      diskIoCounters: [() => si.disksIO(), 600],
      netIoCounters: [() => si.networkStats('*'), 600],
      netIfAddrs: [() => si.networkInterfaces()],
      diskPartitions: [() => si.fsSize()],
      diskUsage: [() => si.fsSize()],
      bootTime: [() => si.time()],
      connections: [() => si.networkConnections()],
    }
  },
  async 'ps-list'() {
    const { default: psList } = await import('ps-list')
    return { processes: [() => psList()] }
  },
  async pidusage() {
    const { default: pidusage } = await import('pidusage')
    // What it says of CPU is since the last time that it was asked of this process, which it keeps for a minute.
    return { cpuAndMemory: [(pid) => pidusage(pid)], cpuAndMemoryAgain: [(pid) => pidusage(pid)] }
  },
}

/** Does it so often, or once after so many milliseconds in which its own cache grows old. */
async function batch([call, pause = 0], times, pid) {
  const calls = pause > 0 ? 1 : times
  let answer
  if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause))
  const begin = process.hrtime.bigint()
  for (let done = 0; done < calls; done += 1) answer = await call(pid)
  const nanoseconds = Number(process.hrtime.bigint() - begin)
  return { nanoseconds, calls, ...(Array.isArray(answer) && { rows: answer.length }) }
}

/** Time on CPUs so far, with that of the programs that it has started, in nanoseconds. */
function cpu() {
  const stat = readFileSync('/proc/self/stat', 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields.slice(11, 15).reduce((ticks, field) => ticks + Number(field), 0) * 1e7
}

/** Looks once a second. */
async function top([call], seconds) {
  let nanoseconds = 0
  for (let done = 0; done < seconds; done += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const begin = cpu()
    await call()
    nanoseconds += cpu() - begin
  }
  return { nanoseconds }
}

const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`)
const { version } = JSON.parse(
  readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), 'utf8'),
)
const workloads = await PEERS[name]()
const tops = workloads.processes === undefined ? [] : ['top']
say({ name, version, workloads: [...Object.keys(workloads), ...tops] })
for await (const line of createInterface({ input: process.stdin })) {
  const [workload, times, pid] = line.split(' ')
  try {
    const work = workload === 'top' ? top(workloads.processes, Number(times)) : undefined
    say(await (work ?? batch(workloads[workload], Number(times), Number(pid))))
  } catch (error) {
    say({ error: String(error) })
  }
}
