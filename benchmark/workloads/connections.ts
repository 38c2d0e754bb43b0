// TCP and UDP sockets: with the process that has each, without, and only those that listen.
import { local, OURS } from '../contender.ts'
import { refuses } from '../ours.ts'
import { Scenery } from '../scenery.ts'
import type { Bench } from './all.ts'

/** Options that a build may not know yet. */
type Asked = (kind: string, options?: object) => unknown[]

export async function connections(bench: Bench, group: string): Promise<void> {
  const sizes = bench.quick
    ? [[1000, 1]]
    : [
        [1000, 1],
        [20000, 4],
      ]
  const ask = bench.ours.api.netConnections as Asked
  for (const [count = 0, owners = 0] of sizes) {
    const names = ['netConnections', 'netConnections without owners', 'netConnections that listen']
    if (!names.some((name) => bench.isWanted(`${name}, ${count}`))) continue
    bench.tell(`scenery: ${count} sockets`)
    await using _ = await Scenery.of('sockets', count, owners)
    const measure = (name: string, workload: string, call: (() => unknown) | false) =>
      bench.measure({
        name: `${name}, ${count}`,
        group,
        contenders: [...(call ? [local(OURS, call)] : []), ...bench.others(workload)],
      })
    await measure('netConnections', 'connections', () => ask('inet'))
    const withoutOwners = refuses(() => ask('inet', { owners: 'nonsense' }))
    await measure(
      'netConnections without owners',
      'connectionsWithoutPid',
      withoutOwners && (() => ask('inet', { owners: false })),
    )
    const ofStatus = refuses(() => ask('tcp', { status: 'nonsense' }))
    await measure(
      'netConnections that listen',
      'connectionsListen',
      ofStatus && (() => ask('tcp', { status: 'LISTEN', owners: false })),
    )
  }
}
