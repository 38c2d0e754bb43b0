// How a question about all processes is checked, and what is asked of the native module.
import test from 'ava'
import { type Attribute, Process, pids, processes } from '../../src/index.ts'
import { tabled } from '../../src/process/tabled.ts'
import * as promises from '../../src/promises.ts'

test('what is asked of the native module', (t) => {
  const places = (...names: Attribute[]) => Float64Array.from(names, (name) => Process.attrs.indexOf(name))
  const twice = tabled(['pid', 'name', 'pid'], {})
  t.deepEqual(twice.question, [places('pid', 'name'), false, undefined])
  const thrown = tabled(new Set(['exe'] as const), { onError: 'throw' })
  t.deepEqual(thrown.question, [places('exe'), true, undefined])
  t.deepEqual(tabled([], { onError: 'collect', threads: 2 }).question, [places(), true, 2])
})

test('on however many threads', (t) => {
  for (const threads of [1, 2, 4, 1000, 2 ** 40]) {
    t.true(processes(['pid'], { threads }).some(({ pid }) => pid === process.pid))
  }
  t.true(pids().length > 3)
})

test('wrong options', async (t) => {
  const wrong = async (options: object, code: string) => {
    // A caller without types.
    const question = () => Reflect.apply(processes, undefined, [['pid'], options]) as unknown
    t.throws(question, { code })
    await t.throwsAsync(
      Reflect.apply(promises.processes, undefined, [['pid'], options]) as Promise<unknown>,
      {
        code,
      },
    )
  }
  for (const threads of [0, -1]) await wrong({ threads }, 'ERR_OUT_OF_RANGE')
  for (const threads of [Number.NaN, 1.5, '2', null]) await wrong({ threads }, 'ERR_INVALID_ARG_TYPE')
  for (const columnar of ['yes', 1, null]) await wrong({ columnar }, 'ERR_INVALID_ARG_TYPE')
})
