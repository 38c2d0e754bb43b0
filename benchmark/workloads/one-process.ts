// One process, that of the benchmark: a live Node.
import { type Contender, local, OURS } from '../contender.ts'
import type { Bench } from './all.ts'

export async function oneProcess(bench: Bench, group: string): Promise<void> {
  const { api } = bench.ours
  const { pid } = process
  const kept = new api.Process(pid)
  const look = (one: typeof kept) => [one.cpuTimes(), one.memoryInfo()]
  const objects: Contender = {
    name: OURS,
    run(times) {
      const each = Array.from({ length: times }, () => new api.Process(pid))
      const begin = process.hrtime.bigint()
      for (const one of each) look(one)
      return { nanoseconds: Number(process.hrtime.bigint() - begin) }
    },
  }
  const floor = bench.floor.of('cpuAndMemory', pid)
  await bench.measure({
    name: 'cpuTimes and memoryInfo, first call',
    group,
    contenders: [floor, objects, ...bench.others('cpuAndMemory', pid).slice(1)],
  })
  const again = bench.peers.flatMap((peer) => peer.of('cpuAndMemoryAgain', pid))
  await bench.measure({
    name: 'cpuTimes and memoryInfo, asked again',
    group,
    contenders: [floor, local(OURS, () => look(kept)), ...again],
  })
  await bench.measure({
    name: 'cpuPercent',
    group,
    contenders: [local(OURS, () => kept.cpuPercent()), ...bench.others('cpuClock', pid)],
  })
  await bench.measure({
    name: 'uids',
    group,
    contenders: [local(OURS, () => kept.uids()), ...bench.others('uids', pid)],
  })
}
