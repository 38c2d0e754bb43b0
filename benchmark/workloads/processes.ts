// All processes, at several numbers of them.
import { type Contender, local, OURS, promised } from '../contender.ts'
import type { Ours } from '../ours.ts'
import { Scenery } from '../scenery.ts'
import type { Bench } from './all.ts'

/** What the floor reads too: `stat`, `statm`, `cmdline` and the owner. */
export const EVERYTHING = [
  'pid',
  'ppid',
  'name',
  'status',
  'username',
  'cpuTimes',
  'memoryInfo',
  'numThreads',
  'createTime',
  'cmdline',
] as const
/** What stands in `stat`. */
export const FROM_STAT = ['pid', 'ppid', 'name', 'status', 'cpuTimes', 'numThreads', 'createTime'] as const

type Attribute = (typeof EVERYTHING)[number]

export async function processes(bench: Bench, group: string): Promise<void> {
  for (const count of bench.quick ? [1000] : [200, 1000, 5000]) {
    const names = ['pids', 'processes', 'processes of stat'].map((name) => `${name}, ${count}`)
    if (!names.some(bench.isWanted)) continue
    bench.tell(`scenery: ${count} processes`)
    await using _ = await Scenery.of('sleepers', count)
    const { api } = bench.ours
    const pids = [local(OURS, () => api.pids()), ...bench.others('pids')]
    await bench.measure({ name: `pids, ${count}`, group, contenders: pids })
    const full = [...ways(bench.ours, EVERYTHING), ...bench.others('processes')]
    await bench.measure({ name: `processes, ${count}`, group, contenders: full })
    const stat = [...ways(bench.ours, FROM_STAT), ...bench.others('processesStat')]
    await bench.measure({ name: `processes of stat, ${count}`, group, contenders: stat })
  }
}

/** The ways in which the package tells of all processes. */
function ways({ api, promises }: Ours, attributes: readonly Attribute[]): Contender[] {
  return [
    local(OURS, () => api.processes<Attribute>(attributes)),
    local(`${OURS}, one thread`, () => api.processes<Attribute>(attributes, { threads: 1 })),
    promised(`${OURS}, promise`, () => promises.processes<Attribute>(attributes)),
    local(`${OURS}, columnar`, () => api.processes<Attribute>(attributes, { columnar: true })),
  ]
}
