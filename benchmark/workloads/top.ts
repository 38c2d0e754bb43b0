// How much of a CPU it takes to look at a thousand processes once a second.
import { setTimeout } from 'node:timers/promises'
import { type Figures, OURS } from '../contender.ts'
import { Scenery } from '../scenery.ts'
import type { Bench } from './all.ts'
import { EVERYTHING } from './processes.ts'

const COUNT = 1000

export async function top(bench: Bench, group: string): Promise<void> {
  const name = `top of ${COUNT}`
  if (!bench.isWanted(name)) return
  const seconds = bench.quick ? 3 : 10
  await using _ = await Scenery.of('sleepers', COUNT)
  bench.tell(`top: ${seconds} seconds each`)
  const shares: Figures[] = [{ name: OURS, rounds: await ours(bench, seconds) }]
  for (const peer of bench.peers.filter((each) => each.knows('top'))) {
    await peer.ask('top', 1, 0)
    const { nanoseconds } = await peer.ask('top', seconds, 0)
    shares.push({ name: peer.name, rounds: [Number(nanoseconds) / 1e9 / seconds] })
  }
  bench.add({ name, group, unit: 'share of a CPU', contenders: shares })
}

/** The share of each look, that of all threads included. */
async function ours({ ours: { api } }: Bench, seconds: number): Promise<number[]> {
  const shares: number[] = []
  for (let second = 0; second < seconds; second += 1) {
    await setTimeout(1000)
    const before = process.cpuUsage()
    api.processes(EVERYTHING)
    const { user, system } = process.cpuUsage(before)
    shares.push((user + system) / 1e6)
  }
  return shares
}
