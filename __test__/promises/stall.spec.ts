// How long the event loop stands still while a Promise is waited for, on a machine with much to tell.
import test from 'ava'
import * as psutil from 'psutil-native'
import * as promises from 'psutil-native/promises'
import { startProcesses, startSockets } from '../helpers/crowd.ts'

const PROCESSES = 2000
const SOCKETS = 5000
const ROW = ['pid', 'name', 'username', 'status', 'cpuTimes', 'memoryInfo', 'cmdline', 'exe'] as const
/** What is no matter, however fast the twin: a machine has other things to do. */
const NO_MATTER_MS = 50
/** A stall by other programs does not come every time; one by ours does. */
const ATTEMPTS = 8

/** How long something takes, in milliseconds. */
function timed(run: () => unknown): number {
  const begun = performance.now()
  run()
  return performance.now() - begun
}

/** The longest time between two turns of the event loop until something is over, in milliseconds. */
async function longestStall(run: () => Promise<unknown>): Promise<number> {
  let longest = 0
  let last = performance.now()
  const turned = () => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
  }
  const timer = setInterval(turned, 1)
  await new Promise((resolve) => setImmediate(resolve))
  turned()
  longest = 0
  await run()
  // What the answer was made of in the last turn counts too.
  turned()
  await new Promise((resolve) => setTimeout(resolve, 2))
  turned()
  clearInterval(timer)
  return longest
}

async function all(iterator: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of iterator);
}

test.serial('the event loop goes on', async (t) => {
  const [parent, owner] = [await startProcesses(t, PROCESSES), await startSockets(t, SOCKETS)]
  t.log(`${psutil.pids().length} processes, ${psutil.netConnections('all').length} sockets`)
  const [family, theirFamily] = [new promises.Process(parent), new psutil.Process(parent)]
  const [ours, theirs] = [new promises.Process(owner), new psutil.Process(owner)]
  const interval = 10
  const twins: Record<string, [() => unknown, () => Promise<unknown>]> = {
    netConnections: [() => psutil.netConnections('all'), () => promises.netConnections('all')],
    processIter: [() => [...psutil.processIter()], () => all(promises.processIter())],
    processIterAvailable: [
      () => [...psutil.processIterAvailable()],
      () => all(promises.processIterAvailable()),
    ],
    processes: [() => psutil.processes(ROW), () => promises.processes(ROW)],
    users: [() => psutil.users(), () => promises.users()],
    diskUsage: [() => psutil.diskUsage('/'), () => promises.diskUsage('/')],
    diskPartitions: [() => psutil.diskPartitions(), () => promises.diskPartitions()],
    diskPartitionsAll: [() => psutil.diskPartitionsAll(), () => promises.diskPartitionsAll()],
    sensorsTemperatures: [() => psutil.sensorsTemperatures(), () => promises.sensorsTemperatures()],
    sensorsFans: [() => psutil.sensorsFans(), () => promises.sensorsFans()],
    sensorsPower: [() => psutil.sensorsPower(), () => promises.sensorsPower()],
    sensorsIsOnAcPower: [() => psutil.sensorsIsOnAcPower(), () => promises.sensorsIsOnAcPower()],
    sensorsBattery: [() => psutil.sensorsBattery(), () => promises.sensorsBattery()],
    sensorsBatteryTotal: [() => psutil.sensorsBatteryTotal(), () => promises.sensorsBatteryTotal()],
    cpuPercent: [() => psutil.cpuPercent(), () => promises.cpuPercent({ interval })],
    percpuPercent: [() => psutil.percpuPercent(), () => promises.percpuPercent({ interval })],
    cpuTimesPercent: [() => psutil.cpuTimesPercent(), () => promises.cpuTimesPercent({ interval })],
    percpuTimesPercent: [() => psutil.percpuTimesPercent(), () => promises.percpuTimesPercent({ interval })],
    'process.children': [
      () => theirFamily.children({ recursive: true }),
      () => family.children({ recursive: true }),
    ],
    'process.connections': [() => theirs.connections('all'), () => ours.connections('all')],
    'process.openFiles': [() => theirs.openFiles(), () => ours.openFiles()],
    'process.memoryMaps': [() => theirs.memoryMaps(), () => ours.memoryMaps()],
    'process.memoryMapsGrouped': [() => theirs.memoryMapsGrouped(), () => ours.memoryMapsGrouped()],
    'process.memoryFootprint': [() => theirs.memoryFootprint(), () => ours.memoryFootprint()],
    'process.memoryFullInfo': [() => theirs.memoryFullInfo(), () => ours.memoryFullInfo()],
    'process.memoryPercent': [() => theirs.memoryPercent('uss'), () => ours.memoryPercent('uss')],
    'process.cpuPercent': [() => theirs.cpuPercent(), () => ours.cpuPercent({ interval })],
    'process.toObject': [() => theirs.toObject(), () => ours.toObject()],
  }
  const members = Object.getOwnPropertyNames(promises.Process.prototype).map((name) => `process.${name}`)
  const asked = [...Object.keys(promises).filter((name) => name !== 'Process'), ...members]
  const quick = ['process.constructor', 'process.parent', 'process.parents']
  t.deepEqual(Object.keys(twins).sort(), asked.filter((name) => !quick.includes(name)).sort())
  const blocked = await longestStall(async () => {
    const until = performance.now() + 2 * NO_MATTER_MS
    while (performance.now() < until);
  })
  const stalls: Record<string, string> = {}
  for (const [name, [atOnce, later]] of Object.entries(twins)) {
    let stall = Infinity
    let most = 0
    for (let left = ATTEMPTS; left > 0 && stall >= most; left -= 1) {
      most = Math.max(NO_MATTER_MS, timed(atOnce) / 2)
      stall = await longestStall(later)
    }
    stalls[name] = `${stall.toFixed(1)} of ${most.toFixed(1)} ms`
    t.true(stall < most, `${name}: ${stalls[name]}`)
  }
  t.log(stalls)
  t.true(blocked > NO_MATTER_MS, `who blocks is noticed: ${blocked}`)
})
