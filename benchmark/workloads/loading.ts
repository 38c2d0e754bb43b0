// What it costs a program to load the package: fresh programs, one after the other.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Figures, OURS } from '../contender.ts'
import { binding } from '../ours.ts'
import { PEERS, ROOT } from '../paths.ts'
import { rotated } from '../statistics.ts'
import type { Bench } from './all.ts'

/** A program that does nothing, or nothing but load something. */
interface Program {
  name: string
  cwd: string
  load: string
  /** What Node loads all programs of its kind with is not on the account of what they load. */
  kind: Kind
}

type Kind = 'module' | 'commonjs'

const ROWS = [
  'start, minus node alone',
  'loading, within the program',
  'memory, minus node alone',
  'size of the native module',
] as const
const [STARTING, LOADING, MEMORY, SIZE] = ROWS

/** What it says at its end: how much memory it has, and how long loading took. */
const END =
  'process.getBuiltinModule("fs").readFileSync("/proc/self/status","latin1").match(/VmRSS:\\s*(\\d+)/)[1]*1024'

function programs(): Program[] {
  const here = join(PEERS, 'node')
  const required = (name: string, cwd: string): Program => {
    return { name, cwd, load: `require('${name}')`, kind: 'commonjs' }
  }
  const imported = (name: string, cwd: string): Program => {
    return { name, cwd, load: `await import('${name}')`, kind: 'module' }
  }
  const peers = [required('systeminformation', here), imported('ps-list', here), required('pidusage', here)]
  return [
    { ...imported(OURS, ROOT), name: `${OURS}, import` },
    { ...required(OURS, ROOT), name: `${OURS}, require` },
    ...(existsSync(join(here, 'node_modules')) ? peers : []),
  ]
}

/** A program of this kind that loads nothing. */
function bare(kind: Kind): Program {
  return { name: kind, cwd: ROOT, load: '', kind }
}

/** How long a program took in all and within, in nanoseconds, and its memory at the end. */
interface Start {
  wall: number
  within: number
  memory: number
}

function start({ cwd, load, kind }: Program): Start {
  const steps = `const begin = performance.now(); ${load}; const end = performance.now()
    process.stdout.write((end - begin) + ' ' + ${END})`
  const args = ['--no-warnings', `--input-type=${kind}`, '-e', steps]
  const begin = process.hrtime.bigint()
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' })
  const wall = Number(process.hrtime.bigint() - begin)
  if (status !== 0) throw new Error(`${load} has failed: ${stderr}`)
  const [within = 0, memory = 0] = stdout.split(' ').map(Number)
  return { wall, within: within * 1e6, memory }
}

export async function loading(bench: Bench, group: string): Promise<void> {
  if (!ROWS.some(bench.isWanted)) return
  bench.tell(STARTING)
  const loaded = programs()
  const all = [...loaded, bare('module'), bare('commonjs')]
  const starts = new Map(all.map((program): [string, Start[]] => [program.name, []]))
  for (const program of all) start(program)
  for (let round = 0; round < bench.rounds; round += 1) {
    for (const program of rotated(all, round)) starts.get(program.name)?.push(start(program))
  }
  const of = (name: string, what: keyof Start) => (starts.get(name) ?? []).map((each) => each[what])
  const figures = (what: keyof Start, besides: (kind: Kind, round: number) => number): Figures[] =>
    loaded.map(({ name, kind }) => ({
      name,
      rounds: of(name, what).map((value, round) => value - besides(kind, round)),
    }))
  const above = (what: keyof Start) => figures(what, (kind, round) => of(kind, what)[round] ?? Number.NaN)
  bench.add({ name: STARTING, group, unit: 'nanoseconds', contenders: above('wall') })
  bench.add({ name: LOADING, group, unit: 'nanoseconds', contenders: figures('within', () => 0) })
  bench.add({ name: MEMORY, group, unit: 'bytes', contenders: above('memory') })
  const size = [{ name: `${OURS}, import`, rounds: [binding().bytes] }]
  bench.add({ name: SIZE, group, unit: 'bytes', contenders: size })
}
