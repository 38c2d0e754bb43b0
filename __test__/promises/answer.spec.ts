import { getEventListeners } from 'node:events'
import test from 'ava'
import * as promises from 'psutil-native/promises'
import { NoSuchProcessError } from '../../src/errors.ts'
import { answer, checkSignal, type SignalOptions, unlessAborted } from '../../src/promises/answer.ts'
import { run } from '../helpers/program.ts'

const us = new promises.Process()

/** Everything that takes a signal. */
const ASKING: Record<string, (options: SignalOptions) => Promise<unknown>> = {
  netConnections: (options) => promises.netConnections('all', options),
  diskPartitions: (options) => promises.diskPartitions(options),
  diskPartitionsAll: (options) => promises.diskPartitionsAll(options),
  diskUsage: (options) => promises.diskUsage('/', options),
  users: (options) => promises.users(options),
  sensorsTemperatures: (options) => promises.sensorsTemperatures(options),
  sensorsFans: (options) => promises.sensorsFans(options),
  sensorsPower: (options) => promises.sensorsPower(options),
  sensorsIsOnAcPower: (options) => promises.sensorsIsOnAcPower(options),
  sensorsBattery: (options) => promises.sensorsBattery(options),
  sensorsBatteryTotal: (options) => promises.sensorsBatteryTotal(options),
  processIter: (options) => promises.processIter(options).next(),
  processIterAvailable: (options) => promises.processIterAvailable(options).next(),
  processes: (options) => promises.processes(['pid', 'name'], options),
  cpuPercent: (options) => promises.cpuPercent({ interval: 60_000, ...options }),
  percpuPercent: (options) => promises.percpuPercent({ interval: 60_000, ...options }),
  cpuTimesPercent: (options) => promises.cpuTimesPercent({ interval: 60_000, ...options }),
  percpuTimesPercent: (options) => promises.percpuTimesPercent({ interval: 60_000, ...options }),
  'process.children': (options) => us.children({ recursive: true, ...options }),
  'process.cpuPercent': (options) => us.cpuPercent({ interval: 60_000, ...options }),
  'process.memoryFootprint': (options) => us.memoryFootprint(options),
  'process.memoryFullInfo': (options) => us.memoryFullInfo(options),
  'process.memoryPercent': (options) => us.memoryPercent('uss', options),
  'process.memoryMaps': (options) => us.memoryMaps({ ...options }),
  'process.memoryMapsGrouped': (options) => us.memoryMapsGrouped({ ...options }),
  'process.openFiles': (options) => us.openFiles(options),
  'process.connections': (options) => us.connections('all', options),
  'process.toObject': (options) => us.toObject(undefined, options),
}

/** What a Promise rejects with. */
async function reasonOf(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => 'an answer',
    (reason: unknown) => reason,
  )
}

test('everything that gives a Promise is tried here', (t) => {
  const functions = Object.keys(promises).filter((name) => name !== 'Process')
  const own = Object.getOwnPropertyNames(promises.Process.prototype)
  const members = own.filter((name) => !['constructor', 'parent', 'parents'].includes(name))
  t.deepEqual(Object.keys(ASKING).sort(), [...functions, ...members.map((name) => `process.${name}`)].sort())
})

for (const [name, ask] of Object.entries(ASKING)) {
  test(`${name}: the reason of a signal, aborted beforehand or meanwhile`, async (t) => {
    t.is(await reasonOf(ask({ signal: AbortSignal.abort('before') })), 'before')
    const abort = new AbortController()
    const asked = ask({ signal: abort.signal })
    t.true(getEventListeners(abort.signal, 'abort').length > 0)
    abort.abort('meanwhile')
    t.is(await reasonOf(asked), 'meanwhile')
    t.is(getEventListeners(abort.signal, 'abort').length, 0)
  })

  test(`${name}: wrong options reject`, async (t) => {
    for (const wrong of [{ signal: 7 }, { signal: null }, { signal: {} }]) {
      const error = await t.throwsAsync(ask(wrong as never), {
        instanceOf: TypeError,
        code: 'ERR_INVALID_ARG_TYPE',
      })
      t.true(error.message.includes('"options.signal"'))
    }
  })
}

test('options that are none reject', async (t) => {
  for (const wrong of [null, 7, 'signal']) {
    await t.throwsAsync(promises.users(wrong as never), { instanceOf: TypeError, message: /"options"/ })
    await t.throwsAsync(us.memoryMaps(wrong as never), { instanceOf: TypeError, message: /"options"/ })
    await t.throwsAsync(us.toObject(['pid'], wrong as never), {
      instanceOf: TypeError,
      message: /"options"/,
    })
  }
})

test('after an aborted signal nothing is begun', async (t) => {
  const begin = () => Promise.reject(new Error('it was begun'))
  t.is(await reasonOf(answer({ signal: AbortSignal.abort('before') }, begin)), 'before')
})

test('a failure is thrown as what it stands for, with the stack of who asked', async (t) => {
  const failure = { failure: 'NoSuchProcess', message: 'gone', pid: 7 } as const
  const error = await t.throwsAsync(
    answer({}, async () => failure),
    { instanceOf: NoSuchProcessError, message: 'gone' },
  )
  t.is(error.pid, 7)
  async function whoAsks(): Promise<void> {
    await answer({}, async () => failure)
  }
  const { stack = '' } = (await reasonOf(whoAsks())) as Error
  t.regex(stack, /whoAsks/)
  t.notRegex(stack, /unwrap/)
})

test('what goes on after an abort is heard of no more, even if it fails', async (t) => {
  const unhandled: unknown[] = []
  process.on('unhandledRejection', (reason) => unhandled.push(reason))
  const abort = new AbortController()
  let fail = (_error: Error) => {}
  const asked = unlessAborted(checkSignal({ signal: abort.signal }), () => {
    return new Promise((_, reject) => {
      fail = reject
    })
  })
  abort.abort('enough')
  t.is(await reasonOf(asked), 'enough')
  fail(new Error('too late'))
  await new Promise((resolve) => setImmediate(resolve))
  t.deepEqual(unhandled, [])
})

test('the program stays until there is an answer', async (t) => {
  t.is(
    await run("(await import('psutil-native/promises')).users().then(() => console.log('here'))"),
    'here\n',
  )
  const program = `import { Process } from 'psutil-native/promises'
    new Process().memoryMaps().then((maps) => console.log(maps.length > 3))`
  t.is(await run(program), 'true\n')
})
