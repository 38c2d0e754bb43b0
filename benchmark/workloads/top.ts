// What it takes to look at a thousand processes once a second, when all caches have gone cold in between.
import { setTimeout } from 'node:timers/promises'
import { type Figures, OURS } from '../contender.ts'
import { Scenery } from '../scenery.ts'
import type { Bench } from './all.ts'
import { EVERYTHING } from './processes.ts'

const COUNT = 1000

export async function top(bench: Bench, group: string): Promise<void> {
  const name = `CPU of a look at ${COUNT} processes, one each second`
  if (!bench.isWanted(name)) return
  const seconds = bench.quick ? 3 : 10
  await using _ = await Scenery.of('sleepers', COUNT)
  bench.tell(`top: ${seconds} seconds each`)
  const times: Figures[] = [{ name: OURS, rounds: await ours(bench, seconds) }]
  const asked = bench.quick ? ['psutil', 'systeminformation'] : bench.peers.map((each) => each.name)
  for (const peer of bench.peers) {
    if (!peer.knows('top') || !asked.includes(peer.name)) continue
    await peer.ask('top', 1, 0)
    const { nanoseconds } = await peer.ask('top', seconds, 0)
    times.push({ name: peer.name, rounds: [Number(nanoseconds) / seconds] })
  }
  bench.add({ name, group, unit: 'nanoseconds', contenders: times })
}

/** The time on CPUs of each look, that of all threads included, in nanoseconds. */
async function ours({ ours: { api } }: Bench, seconds: number): Promise<number[]> {
  const times: number[] = []
  for (let second = 0; second < seconds; second += 1) {
    await setTimeout(1000)
    const before = process.cpuUsage()
    api.processes(EVERYTHING)
    const { user, system } = process.cpuUsage(before)
    times.push((user + system) * 1e3)
  }
  return times
}
