import test from 'ava'
import * as psutil from 'psutil-native'
import { type Feature, features, isAvailable, type Platform, Process } from 'psutil-native'
import { members } from './helpers/outcomes.ts'

const PLATFORMS: readonly Platform[] = ['linux', 'darwin', 'freebsd', 'openbsd', 'netbsd']

test('features are listed once and cannot be changed', (t) => {
  t.is(new Set(features).size, features.length)
  t.true(Object.isFrozen(features))
})

test('every feature answers somewhere, and about every platform', (t) => {
  for (const feature of features) {
    const answers = PLATFORMS.map((platform) => isAvailable(feature, platform))
    t.true(answers.every((answer) => typeof answer === 'boolean'))
    t.true(answers.includes(true), feature)
  }
})

/** What does not answer everywhere, and where it does. */
const NOT_EVERYWHERE: Partial<Record<Feature, string>> = {
  'process.root': 'LMFN',
  'process.fsuid': 'L',
  'process.fsgid': 'L',
  'process.umask': 'LF',
  'process.cpuNum': 'LFON',
  'process.memoryExtras': 'LM',
  'process.memoryFootprint': 'LM',
  'process.memoryMapsGrouped': 'LF',
  'process.ioCounters': 'LFON',
  'process.getIoPriority': 'L',
  'process.setIoPriority': 'L',
  'process.getCpuAffinity': 'LF',
  'process.setCpuAffinity': 'LF',
  'process.getRlimit': 'LFN',
  'process.setRlimit': 'LFN',
  'process.rlimitIsAtomic': 'LFN',
  cpuStats: 'LFON',
  cpuFreq: 'LMFO',
  percpuFreq: 'LF',
  sensorsTemperatures: 'LFON',
  sensorsFans: 'LON',
}

test('each feature answers where the contract says', (t) => {
  const letters = new Map(PLATFORMS.map((platform, at) => [platform, 'LMFON'.charAt(at)]))
  for (const feature of features) {
    const answers = PLATFORMS.filter((platform) => isAvailable(feature, platform))
    const found = answers.map((platform) => letters.get(platform)).join('')
    t.is(found, NOT_EVERYWHERE[feature] ?? 'LMFON', feature)
  }
})

test('by default it is about this platform', (t) => {
  const here = process.platform === 'android' ? 'linux' : (process.platform as Platform)
  for (const feature of features) t.is(isAvailable(feature), isAvailable(feature, here), feature)
})

test('no such feature', (t) => {
  for (const feature of ['', 'nope', 'process.nope', 'toString', '__proto__', 'CpuTimes']) {
    const error = t.throws(() => isAvailable(feature as Feature), {
      instanceOf: TypeError,
      code: 'ERR_INVALID_ARG_VALUE',
    })
    t.true(error.message.includes('process.exe') && error.message.endsWith(`Received '${feature}'`))
  }
  t.throws(() => isAvailable(7 as never), { instanceOf: TypeError, code: 'ERR_INVALID_ARG_TYPE' })
})

test('no such platform', (t) => {
  for (const platform of ['win32', 'macos', 'Linux', '']) {
    const error = t.throws(() => isAvailable('pids', platform as Platform), {
      instanceOf: TypeError,
      code: 'ERR_INVALID_ARG_VALUE',
    })
    t.true(error.message.includes(PLATFORMS.join(', ')))
  }
  t.throws(() => isAvailable('pids', null as never), { code: 'ERR_INVALID_ARG_TYPE' })
})

test('every feature is exported', (t) => {
  const exported: Record<string, unknown> = psutil
  for (const feature of features) {
    const member = feature.startsWith('process.') ? feature.slice('process.'.length) : undefined
    if (feature === 'process') {
      t.is(typeof exported.Process, 'function')
    } else if (member === undefined) {
      t.true(feature in exported, feature)
    } else {
      t.true(member in Process.prototype || member in Process, feature)
    }
  }
})

test('everything that asks the kernel is a feature', (t) => {
  for (const member of members().filter((name) => name !== 'constructor')) {
    t.true(features.includes(`process.${member}` as Feature), member)
  }
  // Not the classes of errors. `Process` is the feature `process`.
  for (const name of Object.keys(psutil).filter((name) => !name.endsWith('Error') && name !== 'Process')) {
    t.true(features.includes(name as Feature), name)
  }
})
