// TCP and UDP sockets: with the process that has each, without, and only those that listen.
import { local, OURS } from '../contender.ts'
import { Scenery } from '../scenery.ts'
import type { Bench } from './all.ts'

export async function connections(bench: Bench, group: string): Promise<void> {
  const sizes = bench.quick
    ? [[1000, 1]]
    : [
        [1000, 1],
        [20000, 4],
      ]
  const { netConnections } = bench.ours.api
  for (const [count = 0, owners = 0] of sizes) {
    const names = ['netConnections', 'netConnections without owners', 'netConnections that listen']
    if (!names.some((name) => bench.isWanted(`${name}, ${count}`))) continue
    bench.tell(`scenery: ${count} sockets`)
    await using _ = await Scenery.of('sockets', count, owners)
    const measure = (name: string, workload: string, call: () => unknown) =>
      bench.measure({
        name: `${name}, ${count}`,
        group,
        contenders: [local(OURS, call), ...bench.others(workload)],
      })
    await measure('netConnections', 'connections', () => netConnections('inet'))
    await measure('netConnections without owners', 'connectionsWithoutPid', () =>
      netConnections('inet', { owners: false }),
    )
    await measure('netConnections that listen', 'connectionsListen', () =>
      netConnections('tcp', { status: 'LISTEN', owners: false }),
    )
  }
}
