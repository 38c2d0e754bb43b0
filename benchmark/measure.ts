// Rounds in which each contender has its turn.
import { type Contender, type Figures, FLOOR, OURS, type Row, type Workload } from './contender.ts'
import { rotated } from './statistics.ts'

export interface Effort {
  rounds: number
  /** So many rounds has everybody. */
  fewest: number
  /** How many milliseconds a peer may take in all rounds together before it is given fewer of them. */
  budget: number
}

/** Shorter than this, and the clock and whatever else the machine does are seen instead. */
const MEASURABLE = 2e6
/** Nobody needs longer than this in a round, if one call does not. */
const LONG_ENOUGH = 2e7
/** Milliseconds. */
const WARM_UP = 100
const WARM_UP_CALLS = 200

/** A contender that has been warmed up. */
interface Ready {
  contender: Contender
  /** Nanoseconds of a call. */
  call: number
  /** The same with what it takes to ask for it, and with the pauses that some need. */
  wall: number
  rows: number | undefined
}

/** Runs a piece of work in rounds; a peer that fails is left out, and it is said why. */
export async function measure(
  workload: Workload,
  effort: Effort,
  complain: (text: string) => void,
): Promise<Row> {
  const drop = (contender: Contender, error: unknown) => {
    if (!isPeer(contender)) throw error
    const reason = error instanceof Error ? error.message : error
    complain(`${workload.name}: ${contender.name} is left out: ${reason}`)
  }
  const ready: Ready[] = []
  for (const contender of workload.contenders) {
    await warmUp(contender).then(
      (warm) => ready.push(warm),
      (error) => drop(contender, error),
    )
  }
  const batch = callsPerRound(Math.min(...ready.map(({ call }) => call)), MEASURABLE)
  let plans = ready.map((each) => plan(each, batch, effort))
  for (let round = 0; round < effort.rounds; round += 1) {
    for (const each of rotated(plans, round)) {
      try {
        await play(each, round, effort.rounds)
      } catch (error) {
        drop(each.contender, error)
        plans = plans.filter((other) => other !== each)
      }
    }
  }
  const contenders = plans.map(({ figures }) => figures)
  for (const complaint of differences(contenders)) complain(`${workload.name}: ${complaint}`)
  return { name: workload.name, group: workload.group, unit: 'nanoseconds', contenders }
}

/** Whether one may be missing. */
function isPeer({ name }: Contender): boolean {
  return name !== FLOOR && !name.startsWith(OURS)
}

/** The turn of a contender in a round; those with fewer rounds have them spread over all. */
async function play(
  { contender, times, wanted, figures }: Plan,
  round: number,
  rounds: number,
): Promise<void> {
  const runs = (round * wanted) % rounds < wanted
  figures.rounds[round] = runs ? (await once(contender, times)).call : null
}

async function once(contender: Contender, times: number): Promise<Ready> {
  const begin = performance.now()
  const { nanoseconds, calls = times, rows } = await contender.run(times)
  const call = nanoseconds / calls
  return { contender, call, wall: Math.max(call, ((performance.now() - begin) * 1e6) / calls), rows }
}

async function warmUp(contender: Contender): Promise<Ready> {
  const until = performance.now() + WARM_UP
  let last = await once(contender, 1)
  for (let calls = 1; calls < WARM_UP_CALLS && performance.now() < until; calls += 1) {
    last = await once(contender, 1)
  }
  return last
}

/** So few rows are counted by everybody in another way: interfaces or their addresses, say. */
const FEW_ROWS = 50

/** Who gave another answer than the first that has many rows: then it did not do the same. */
export function differences(contenders: readonly Figures[]): string[] {
  const [first, ...rest] = contenders.filter(({ rows = 0 }) => rows > FEW_ROWS)
  return rest.flatMap(({ name, rows = 0 }) => {
    const expected = first?.rows ?? 0
    const differs = Math.abs(rows - expected) > expected / 10
    return differs ? [`${name} has ${rows} rows, ${first?.name} has ${expected}`] : []
  })
}

/** How many calls take so long. */
export function callsPerRound(call: number, atLeast: number): number {
  return Math.max(1, Math.ceil(atLeast / Math.max(1, call)))
}

interface Plan {
  contender: Contender
  times: number
  wanted: number
  figures: Figures
}

function plan(
  { contender, call, wall, rows }: Ready,
  batch: number,
  { rounds, fewest, budget }: Effort,
): Plan {
  const times = Math.min(batch, callsPerRound(call, LONG_ENOUGH))
  const affordable = Math.floor((budget * 1e6) / Math.max(call * times, wall))
  const wanted = isPeer(contender) ? Math.min(rounds, Math.max(fewest, affordable)) : rounds
  return { contender, times, wanted, figures: { name: contender.name, rounds: [], rows } }
}
