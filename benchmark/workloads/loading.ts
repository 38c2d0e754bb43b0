// What it costs a program to load the package: fresh programs, one after the other.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Figures, OURS } from '../contender.ts'
import { binding } from '../ours.ts'
import { PEERS, ROOT } from '../paths.ts'
import { median, rotated } from '../statistics.ts'
import type { Bench } from './all.ts'

/** A program that does nothing, or nothing but load something. */
interface Program {
  name: string
  cwd: string
  load: string
}

const BARE = 'node alone'
const ROWS = [
  'start, minus node alone',
  'loading, within the program',
  'memory, minus node alone',
  'size of the native module',
] as const
const [STARTING, LOADING, MEMORY, SIZE] = ROWS

/** What it says at its end: how much memory it has, and how long loading took. */
const END = 'require("fs").readFileSync("/proc/self/status","latin1").match(/VmRSS:\\s*(\\d+)/)[1]*1024'

function programs(): Program[] {
  const here = { cwd: ROOT }
  const there = { cwd: join(PEERS, 'node') }
  const peers = ['systeminformation', 'ps-list', 'pidusage'].map((name) => ({
    name,
    ...there,
    load: `await import('${name}')`,
  }))
  return [
    { name: BARE, ...here, load: '' },
    { name: `${OURS}, import`, ...here, load: `await import('psutil-native')` },
    { name: `${OURS}, require`, ...here, load: `require('psutil-native')` },
    ...(existsSync(join(PEERS, 'node/node_modules')) ? peers : []),
  ]
}

/** Starts it; how long that took in all and within, in nanoseconds, and its memory at the end. */
function start({ cwd, load }: Program): { wall: number; within: number; memory: number } {
  const code = `(async () => { const begin = performance.now(); ${load}; const end = performance.now()
    process.stdout.write((end - begin) + ' ' + ${END}) })()`
  const begin = process.hrtime.bigint()
  const { stdout, status } = spawnSync(process.execPath, ['--no-warnings', '-e', code], {
    cwd,
    encoding: 'utf8',
  })
  const wall = Number(process.hrtime.bigint() - begin)
  if (status !== 0) throw new Error(`${load} has failed`)
  const [within = 0, memory = 0] = stdout.split(' ').map(Number)
  return { wall, within: within * 1e6, memory }
}

export async function loading(bench: Bench, group: string): Promise<void> {
  if (!ROWS.some(bench.isWanted)) return
  const all = programs()
  const starts = new Map(all.map(({ name }): [string, ReturnType<typeof start>[]] => [name, []]))
  for (const program of all) start(program)
  for (let round = 0; round < bench.rounds; round += 1) {
    for (const program of rotated(all, round)) starts.get(program.name)?.push(start(program))
  }
  const bare = starts.get(BARE) ?? []
  const loaded = all.filter(({ name }) => name !== BARE)
  const figures = (of: (name: string) => number[]): Figures[] =>
    loaded.map(({ name }) => ({ name, rounds: of(name) }))
  const above = (what: 'wall' | 'memory') => {
    const nothing = median(bare.map((each) => each[what]))
    return figures((name) => (starts.get(name) ?? []).map((each) => each[what] - nothing))
  }
  const within = figures((name) => (starts.get(name) ?? []).map((each) => each.within))
  bench.add({ name: STARTING, group, unit: 'nanoseconds', contenders: above('wall') })
  bench.add({ name: LOADING, group, unit: 'nanoseconds', contenders: within })
  bench.add({ name: MEMORY, group, unit: 'bytes', contenders: above('memory') })
  const size = [{ name: `${OURS}, import`, rounds: [binding().bytes] }]
  bench.add({ name: SIZE, group, unit: 'bytes', contenders: size })
}
