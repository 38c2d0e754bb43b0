// The twins that answer by a Promise.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import * as promises from 'psutil-native/promises'
import { answers, filled, has, hasProcesses, list, maybe, me, number, numbers, record } from './common.mjs'

const SHORT = { interval: 1 }
const own = hasProcesses ? new promises.Process() : undefined

async function all(iterable) {
  const items = []
  for await (const item of iterable) items.push(item)
  return items
}

const FUNCTIONS = {
  cpuPercent: async () => number(await promises.cpuPercent(SHORT)),
  cpuTimesPercent: async () => has('user')(await promises.cpuTimesPercent(SHORT)),
  diskPartitions: async () => list(await promises.diskPartitions({ timeout: 60_000 })),
  diskPartitionsAll: async () => list(await promises.diskPartitionsAll()),
  diskUsage: async () => has('total', 'percent')(await promises.diskUsage('/', { timeout: 60_000 })),
  netConnections: async () => list(await promises.netConnections('all')),
  percpuPercent: async () => numbers(await promises.percpuPercent(SHORT)),
  percpuTimesPercent: async () => filled(await promises.percpuTimesPercent(SHORT)),
  processIter: async () => assert.ok((await all(promises.processIter())).some((each) => each.equals(me))),
  processIterAvailable: async () =>
    assert.ok((await all(promises.processIterAvailable())).some((each) => each.equals(me))),
  processes: async () => {
    const rows = await promises.processes(['pid', 'threads'], { threads: 2 })
    filled(rows.find(({ pid }) => pid === me.pid).threads)
  },
  sensorsBattery: async () => maybe(record)(await promises.sensorsBattery()),
  sensorsBatteryTotal: async () => maybe(record)(await promises.sensorsBatteryTotal()),
  sensorsFans: async () => record(await promises.sensorsFans()),
  sensorsIsOnAcPower: async () => assert.notEqual(await promises.sensorsIsOnAcPower(), undefined),
  sensorsPower: async () => record(await promises.sensorsPower()),
  sensorsTemperatures: async () => record(await promises.sensorsTemperatures()),
  users: async () => list(await promises.users()),
}

/** What is a Promise here and an answer there. */
const MEMBERS = {
  children: async () => list(await own.children({ recursive: true })),
  connections: async () => list(await own.connections('inet')),
  cpuPercent: async () => number(await own.cpuPercent(SHORT)),
  memoryFootprint: async () => has('uss')(await own.memoryFootprint()),
  memoryFullInfo: async () => has('rss', 'uss')(await own.memoryFullInfo()),
  memoryMaps: async () => filled(await own.memoryMaps()),
  memoryMapsGrouped: async () => filled(await own.memoryMapsGrouped({ bigint: true })),
  memoryPercent: async () => number(await own.memoryPercent('uss')),
  openFiles: async () => list(await own.openFiles()),
  toObject: async () => assert.equal((await own.toObject(['pid', 'name'])).pid, me.pid),
}

describe('psutil-native/promises', () => {
  for (const [name, call] of Object.entries(FUNCTIONS)) {
    // Where all are asked for, one that is hidden is an error.
    const denied = name === 'processIter'
    test(name, () => answers(name, call, { denied }))
  }

  test('nothing that is exported has been left out', () => {
    assert.deepEqual([...Object.keys(FUNCTIONS), 'Process'].sort(), Object.keys(promises).sort())
  })

  test('a signal and a wrong argument reject', { skip: !hasProcesses }, async () => {
    const reason = new Error('no longer')
    await assert.rejects(promises.users({ signal: AbortSignal.abort(reason) }), reason)
    await assert.rejects(promises.cpuPercent({ interval: 'short' }), { code: 'ERR_INVALID_ARG_TYPE' })
  })
})

describe('Process of promises', { skip: !hasProcesses }, () => {
  for (const [name, call] of Object.entries(MEMBERS)) test(name, () => answers(`process.${name}`, call))

  test('no member has been left out, and the rest is as it was', () => {
    const here = Object.getOwnPropertyNames(promises.Process.prototype)
    assert.deepEqual(here.sort(), [...Object.keys(MEMBERS), 'constructor', 'parent', 'parents'].sort())
    assert.equal(own.name(), me.name())
    assert.ok(own.equals(me) && me.equals(own))
  })
})
