// All processes, at several numbers of them.
import { type Contender, local, OURS, promised } from '../contender.ts'
import { type Ours, refuses } from '../ours.ts'
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

type Attributes = typeof EVERYTHING | typeof FROM_STAT

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

/** An option that a build may not know yet. */
type Options = Parameters<Ours['api']['processes']>[1] & Record<string, unknown>

/** The ways in which the package tells of all processes. */
function ways({ api, promises }: Ours, attributes: Attributes): Contender[] {
  const all = (options: Options = {}) =>
    api.processes<Attributes[number], 'null'>(attributes, options as object)
  const contenders = [local(OURS, () => all())]
  const knows = (options: Options) => refuses(() => api.processes(['pid'], options as object))
  if (knows({ threads: 'nonsense' })) contenders.push(local(`${OURS}, one thread`, () => all({ threads: 1 })))
  contenders.push(
    promised(`${OURS}, promise`, () => promises.processes<Attributes[number], 'null'>(attributes)),
  )
  if (knows({ columnar: 'nonsense' })) {
    contenders.push(local(`${OURS}, columnar`, () => all({ columnar: true })))
  }
  return contenders
}
