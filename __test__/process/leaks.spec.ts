import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import test, { type ExecutionContext } from 'ava'
import { nodeCommand } from '../helpers/as-user.ts'
import { ARGUMENTS, askingMethods, readingMethods } from '../helpers/outcomes.ts'

const CALLS = 100_000
/** Of `toObject`, each call of which is forty of the others. */
const CALLS_OF_ALL = 10_000
/** Calls before memory is looked at: the first ones are compiled, and fill caches. */
const WARM_UP = 2000
/** In bytes. Without a leak it was below 1 MiB in all runs; 40 bytes of each call would be more than this. */
const MOST = 4 * 1024 * 1024
/** Far more than it takes, should the machine have only one processor. */
const TIMEOUT = 600_000

/** Those that look at every process there is, or ask for everything: they get a small machine. */
const DEAR = ['children', 'parent', 'parents', 'toObject']

interface Job {
  kind: 'methods' | 'failures' | 'holders' | 'tables'
  methods: readonly string[]
  calls?: number
  procfs?: { root: string; pid: number }
}

interface Growth {
  calls: number
  rss: number
  descriptors: number
}

async function grown(job: Job): Promise<Record<string, Growth>> {
  const settings = JSON.stringify({ calls: CALLS, warmUp: WARM_UP, argumentsOf: ARGUMENTS, ...job })
  const [file = '', ...args] = nodeCommand('leaks.mjs', settings)
  // The space for young objects grows as it is used, which is no leak: it may not grow.
  const flags = ['--expose-gc', '--max-semi-space-size=1']
  const options = { env: { PATH: process.env.PATH } }
  const { stdout } = await promisify(execFile)(file, [...flags, ...args], options)
  return JSON.parse(stdout)
}

/** Does all the jobs, as many at a time as there are processors. */
async function nothingLeaks(t: ExecutionContext, jobs: Job[]): Promise<string[]> {
  t.timeout(TIMEOUT)
  const left = jobs.values()
  const names: string[] = []
  const lane = async () => {
    for (const job of left) {
      for (const [name, { calls, rss, descriptors }] of Object.entries(await grown(job))) {
        names.push(name)
        t.is(calls, job.calls ?? CALLS, name)
        t.is(descriptors, 0, `${name}: descriptors`)
        t.true(rss < MOST, `${name}: ${rss} bytes more`)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), jobs.length) }, lane))
  return names
}

/** Several to a job, for each job starts a program. */
const METHODS_OF_JOB = 6

function jobsOf(methods: readonly string[], more: Partial<Job> = {}): Job[] {
  return Array.from({ length: Math.ceil(methods.length / METHODS_OF_JOB) }, (_, job) => ({
    kind: 'methods',
    methods: methods.slice(job * METHODS_OF_JOB, (job + 1) * METHODS_OF_JOB),
    ...more,
  }))
}

test.serial('methods that read', async (t) => {
  const methods = [...readingMethods(), 'isRunning', 'toString'].filter((name) => !DEAR.includes(name))
  const names = await nothingLeaks(t, jobsOf(methods))
  t.deepEqual(names.toSorted(), methods.toSorted())
})

test.serial('methods that read much, on a machine of three processes', async (t) => {
  const fixture = fileURLToPath(new URL('../fixtures/linux-6.18-x86_64/proc', import.meta.url))
  const root = mkdtempSync(join(tmpdir(), 'psutil-native-leaks-'))
  t.teardown(() => rmSync(root, { recursive: true }))
  cpSync(fixture, root, { recursive: true, verbatimSymlinks: true })
  for (const pid of [2, 44, 45, 46]) rmSync(join(root, String(pid)), { recursive: true })
  const procfs = { root, pid: 42 }
  const table: Job = { kind: 'tables', methods: [], procfs, calls: CALLS_OF_ALL }
  const ofMethods = DEAR.flatMap((name) =>
    jobsOf([name], name === 'toObject' ? { procfs, calls: CALLS_OF_ALL } : { procfs }),
  )
  const names = await nothingLeaks(t, [table, ...ofMethods])
  t.deepEqual(names.toSorted(), [...DEAR, 'processes'].toSorted())
})

test.serial('methods that set, calls that fail, oneshots and objects', async (t) => {
  const setters = askingMethods().filter((name) => name.startsWith('set'))
  t.true(setters.length >= 4)
  const names = await nothingLeaks(t, [
    { kind: 'holders', methods: [] },
    { kind: 'failures', methods: askingMethods() },
    ...jobsOf(setters),
  ])
  t.is(names.length, setters.length + 6)
})
