// From the last breath of a process that is nobody's child here to whoever waits for it.
import { type Contender, FLOOR, OURS } from '../contender.ts'
import { Scenery } from '../scenery.ts'
import type { Bench } from './all.ts'

/** Milliseconds in which whoever waits falls asleep. */
const PAUSE = 20
/** How many processes end in one round at most. */
const TRIALS = 5

/** Waits for the end of a process; what the monotonic clock said at that moment. */
type Wait = (pid: number) => number | Promise<number>

export async function waiting(bench: Bench, group: string): Promise<void> {
  const name = 'wait'
  if (!bench.isWanted(name)) return
  await using scenery = await Scenery.of('exits')
  const contender = (name: string, wait: Wait): Contender => ({
    name,
    async run(times) {
      const calls = Math.min(times, TRIALS)
      let nanoseconds = 0
      for (let done = 0; done < calls; done += 1) {
        scenery.tell('begin')
        const pid = await scenery.hear('pid')
        scenery.tell(String(PAUSE))
        const seen = await wait(pid)
        nanoseconds += seen - (await scenery.hear('exit'))
      }
      return { nanoseconds, calls }
    },
  })
  const { Process } = bench.ours.api
  const ours = async (pid: number) => {
    await new Process(pid).wait()
    return Number(process.hrtime.bigint())
  }
  const peers = bench.peers.filter((peer) => peer.knows('wait'))
  const theirs = peers.map((peer) =>
    contender(peer.name, async (pid) => Number((await peer.ask('wait', 1, pid)).nanoseconds)),
  )
  const floor = contender(FLOOR, (pid) => bench.floor.waitFor(pid))
  await bench.measure({ name, group, contenders: [contender(OURS, ours), floor, ...theirs] })
}
