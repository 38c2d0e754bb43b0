// The table of processes column by column: it holds what the table row by row holds.
import { Worker } from 'node:worker_threads'
import test from 'ava'
import { Process, processes } from '../../src/index.ts'
import * as promises from '../../src/promises.ts'
import { AS_NOBODY, runForJson } from '../helpers/as-user.ts'
import { startSleeper } from '../helpers/child.ts'
import { fixture, lookAt } from '../helpers/look-at.ts'
import { asNobody } from '../helpers/unless.ts'

/** What stands in a column for an answer. */
function laidOut(answer: unknown): unknown {
  return answer === null ? Number.NaN : answer
}

/** A place of a table in columns as a row. */
function rowAt(columns: Record<string, unknown>, place: number, like: object): object {
  const entries = Object.entries(like).map(([name, answer]) => {
    const column = columns[name]
    if (column instanceof Float64Array || Array.isArray(column)) return [name, column[place]]
    const fields = Object.entries(Object(column) as Record<string, Float64Array>)
    return [
      name,
      answer === null ? Number.NaN : Object.fromEntries(fields.map(([field, its]) => [field, its[place]])),
    ]
  })
  return Object.fromEntries(entries)
}

function expectedOf(row: object, columns: Record<string, unknown>): object {
  const entries = Object.entries(row).map(([name, answer]) => {
    if (Array.isArray(columns[name])) return [name, answer]
    if (answer === null || typeof answer === 'number') return [name, laidOut(answer)]
    const fields = Object.entries(Object(answer) as object)
    return [name, Object.fromEntries(fields.map(([field, its]) => [field, laidOut(its)]))]
  })
  return Object.fromEntries(entries)
}

test.serial('every column holds what the rows hold, on a machine that stands still', async (t) => {
  lookAt(t, fixture('linux-6.18-x86_64'))
  const attrs = Process.attrs.filter((name) => name !== 'cpuPercent')
  const rows = processes(attrs)
  t.true(rows.length > 3)
  const inAWhile = await promises.processes(attrs, { columnar: true })
  for (const columns of [processes(attrs, { columnar: true }), inAWhile]) {
    const table: Record<string, unknown> = { ...columns }
    t.is(columns.length, rows.length)
    for (const [place, row] of rows.entries()) t.deepEqual(rowAt(table, place, row), expectedOf(row, table))
  }
})

test('numbers are typed arrays, and all else is as it is in a row', (t) => {
  const { pid } = startSleeper(t)
  const table = processes(['pid', 'name', 'cmdline', 'uids', 'memoryInfo', 'hasTerminal'], { columnar: true })
  const place = table.pid.indexOf(pid)
  t.is(table.name[place], 'sleep')
  t.is(table.cmdline[place]?.[0], 'sleep')
  t.is(table.uids.real[place], process.getuid?.())
  t.true((table.memoryInfo.rss[place] ?? 0) > 0)
  t.is(typeof table.hasTerminal[place], 'boolean')
  t.true([table.pid, table.uids.real, table.memoryInfo.vms].every((it) => it instanceof Float64Array))
  t.true([table.pid, table.name, table.memoryInfo.rss].every(({ length }) => length === table.length))
  t.false('stack' in table.memoryInfo, 'this platform has no such field')
})

test('columns are for others to keep', async (t) => {
  const { pid, memoryInfo } = processes(['pid', 'memoryInfo'], { columnar: true })
  const [pids, rss] = [[...pid], [...memoryInfo.rss]]
  const script = `const { parentPort, workerData } = require('node:worker_threads')
    parentPort.postMessage([[...workerData.pid], [...workerData.rss]])`
  const workerData = { pid, rss: memoryInfo.rss }
  const worker = new Worker(script, {
    eval: true,
    workerData,
    transferList: [pid.buffer as ArrayBuffer, memoryInfo.rss.buffer as ArrayBuffer],
  })
  const seen = await new Promise((resolve, reject) => worker.on('message', resolve).on('error', reject))
  t.deepEqual(seen, [pids, rss])
  t.is(pid.length + memoryInfo.rss.length, 0, 'given away, not copied')
  t.true(processes(['pid']).length > 3)
})

asNobody('what may not be read is NaN or null, and errors tell why', (t) => {
  const script = `import { processes } from 'psutil-native'
    const attrs = ['pid', 'environ', 'ioCounters']
    const { pid, environ, ioCounters, errors } = processes(attrs, { columnar: true, onError: 'collect' })
    const names = Object.values(errors[0]).map((it) => it.name)
    const fields = Object.entries(ioCounters).map(([name, column]) => [name, String(column[0])])
    console.log(JSON.stringify([pid[0], environ[0], Object.fromEntries(fields), names]))`
  const program = [...AS_NOBODY, process.execPath, '--input-type=module', '-e', script]
  const [pid, environ, fields, names] = runForJson(program) as [
    number,
    unknown,
    Record<string, string>,
    string[],
  ]
  t.deepEqual([pid, environ], [1, null])
  t.deepEqual([...new Set(Object.values(fields))], ['NaN'])
  t.deepEqual(Object.keys(fields), [
    'readCount',
    'writeCount',
    'readBytes',
    'writeBytes',
    'readChars',
    'writeChars',
  ])
  t.deepEqual(names, ['AccessDeniedError', 'AccessDeniedError'])
})
