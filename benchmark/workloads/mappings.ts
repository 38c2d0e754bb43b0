// What is mapped into the memory of a process with many mappings.
import { local, OURS } from '../contender.ts'
import { Scenery } from '../scenery.ts'
import type { Bench } from './all.ts'

const COUNT = 1000

export async function mappings(bench: Bench, group: string): Promise<void> {
  const name = `memoryMaps, ${COUNT}`
  if (!bench.isWanted(name)) return
  await using scenery = await Scenery.of('mappings', COUNT)
  const [pid = 0] = scenery.pids
  const looked = new bench.ours.api.Process(pid)
  await bench.measure({
    name,
    group,
    contenders: [local(OURS, () => looked.memoryMaps()), ...bench.others('memoryMaps', pid)],
  })
}
