// Thousands of processes, some of which end while all are looked at.
import { readdirSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import test, { type ExecutionContext } from 'ava'
import { type Attribute, netConnections, Process, pids, processes, processIter } from 'psutil-native'
import * as promises from 'psutil-native/promises'
import { bearable, startMortals, startProcesses } from '../helpers/crowd.ts'

/** Enough for threads to meet; 10,000 of them take longer than a test of every day may. */
const WANTED = Number(process.env.PSUTIL_TEST_PROCESSES ?? 2000)
const TIMEOUT = 600_000
/** Before memory is looked at, caches fill and functions are compiled. */
const WARM_UP = 1
const ROUNDS = 3
/** In bytes. What lists of so many need once stays with the allocators; `leaks.spec.ts` looks closer. */
const MOST_HEAP = 2 * 1024 * 1024
const MOST_RSS = 16 * 1024 * 1024
const MOST_RSS_OF_ONE = 8 * 1024

/** What is read of files that each take one read. */
const CHEAP: readonly Attribute[] = [
  ...(['pid', 'identity', 'ppid', 'name', 'status', 'createTime', 'username', 'uids', 'gids'] as const),
  ...(['cpuTimes', 'cpuNum', 'memoryInfo', 'memoryPercent', 'pageFaults', 'cmdline', 'exe'] as const),
]

const rowsNow = () => processes(CHEAP)
type CheapRow = ReturnType<typeof rowsNow>[number]

setFlagsFromString('--expose-gc')
const gc: () => void = runInNewContext('gc')

/** Memory in use once all garbage is collected. */
async function used(): Promise<{ heap: number; rss: number }> {
  for (let turn = 0; turn < 5; turn += 1) {
    gc()
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { heapUsed, external, rss } = process.memoryUsage()
  return { heap: heapUsed + external, rss }
}

/** Which numbers each of the calls found; what is told of one that stays is complete. */
function calls(t: ExecutionContext, parent: number, stay: ReadonlySet<number>) {
  const ofRows = (rows: readonly CheapRow[]) => {
    const isComplete = (row: CheapRow) =>
      row.ppid === parent &&
      row.name === 'sh' &&
      row.cmdline?.[0] === 'sh' &&
      CHEAP.every((name) => row[name] !== null)
    t.deepEqual(
      rows.filter((row) => stay.has(row.pid) && !isComplete(row)),
      [],
    )
    return rows.map(({ pid }) => pid)
  }
  const ofColumns = (columns: { length: number; pid: Float64Array; ppid: Float64Array }) => {
    const found = [...columns.pid]
    t.is(found.length, columns.length)
    t.true(found.every((pid, place) => !stay.has(pid) || columns.ppid[place] === parent))
    return found
  }
  const ofAll = (all: Iterable<{ pid: number }>) => Array.from(all, ({ pid }) => pid)
  const columnar = { columnar: true } as const
  return {
    pids: () => pids(),
    processes: () => ofRows(rowsNow()),
    columns: () => ofColumns(processes(['pid', 'ppid', 'cpuTimes', 'memoryInfo'], columnar)),
    processIter: () => ofAll(processIter()),
    children: () => ofAll(new Process().children({ recursive: true })).sort((a, b) => a - b),
    later: async () => ofRows(await promises.processes(CHEAP)),
    columnsLater: async () => ofColumns(await promises.processes(['pid', 'ppid', 'name'], columnar)),
    iterLater: async () => {
      const found: number[] = []
      for await (const { pid } of promises.processIter()) found.push(pid)
      return found
    },
    childrenLater: async () =>
      ofAll(await new promises.Process(process.pid).children({ recursive: true })).sort((a, b) => a - b),
    severalAtOnce: async () => {
      const all = await Promise.all([1, 2, 3, 4].map(() => promises.processes(CHEAP)))
      return all.map(ofRows).at(-1) ?? []
    },
  }
}

test.serial('thousands of processes, some of which end meanwhile', async (t) => {
  t.timeout(TIMEOUT)
  const count = bearable(WANTED)
  const parent = await startProcesses(t, Math.ceil(count / 2))
  const stay = new Set(new Process(parent).children().map(({ pid }) => pid))
  t.is(stay.size, Math.ceil(count / 2))
  const letDie = await startMortals(t, Math.floor(count / 2))
  t.true(pids().length > count)
  const asked = calls(t, parent, stay)
  const eachDie = Math.floor(count / 2 / (WARM_UP + ROUNDS + 1) / (Object.keys(asked).length + 2))
  const times: Record<string, number> = {}
  const round = async () => {
    for (const [name, ask] of Object.entries(asked)) {
      letDie(eachDie)
      const begun = performance.now()
      const found = await ask()
      times[name] = performance.now() - begun
      t.true(
        found.every((pid, place) => place === 0 || pid > (found[place - 1] ?? 0)),
        `${name}: in order, once each`,
      )
      const known = new Set(found)
      t.deepEqual(
        [...stay].filter((pid) => !known.has(pid)),
        [],
        name,
      )
    }
    letDie(2 * eachDie)
    const begun = performance.now()
    const lists = [netConnections('all'), await promises.netConnections('all')]
    times.netConnections = performance.now() - begun
    for (const { pid } of lists.flat()) t.true(pid === null || Number.isSafeInteger(pid))
  }
  for (let turn = 0; turn < WARM_UP; turn += 1) await round()
  const itself = new Process()
  const before = { ...(await used()), fds: itself.numFds(), open: readdirSync('/proc/self/fd').length }
  for (let turn = 0; turn < ROUNDS; turn += 1) await round()
  const after = { ...(await used()), fds: itself.numFds(), open: readdirSync('/proc/self/fd').length }
  t.log(`${count} processes, of which ${pids().length} are left`, times)
  t.log({ heap: after.heap - before.heap, rss: after.rss - before.rss, total: after.rss })
  t.is(after.fds, before.fds)
  t.is(after.open, before.open, 'and none for what is held: nobody was asked twice')
  t.true(after.heap - before.heap < MOST_HEAP)
  t.true(after.rss - before.rss < MOST_RSS + count * MOST_RSS_OF_ONE)
  // All who stayed are still there.
  const left = new Set(pids())
  t.true([...stay].every((pid) => left.has(pid)))
})
