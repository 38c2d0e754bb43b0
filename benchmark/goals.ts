// What the package wants to reach, and whether it does.
import { FLOOR, OURS, type Row } from './contender.ts'
import { median, ratios } from './statistics.ts'

/** Something that the package wants of a piece of work. */
export interface Goal {
  /** The name of its row. */
  row: string
  /** Who is to reach it, if not the package as it is called by default. */
  contender?: string
  /** In proportion to whom, if not in absolute figures of the row. */
  against?: string
  /** It takes no more than this: times what the other takes, or nanoseconds, bytes, a share. */
  atMost?: number
  /** It is so many times as fast as the other. */
  timesAsFast?: number
}

/** What noise may cost. */
export const ALLOWANCE = 0.15

const ONE_THREAD = `${OURS}, one thread`
const IMPORT = `${OURS}, import`
const MILLISECONDS = 1e6
const MICROSECONDS = 1e3
const MEGABYTES = 1024 * 1024

const PROCESSES: Goal[] = [200, 1000, 5000].flatMap((count): Goal[] => [
  { row: `pids, ${count}`, against: FLOOR, atMost: 1.1 },
  { row: `processes, ${count}`, contender: ONE_THREAD, against: FLOOR, atMost: 1.15 },
  { row: `processes, ${count}`, against: FLOOR, atMost: 0.45 },
])
const AT_1000: Goal[] = [
  { row: 'processes, 1000', against: 'psutil', timesAsFast: 8 },
  { row: 'processes, 1000', against: 'ps', timesAsFast: 5 },
  { row: 'processes, 1000', against: 'systeminformation', timesAsFast: 100 },
]
const FIRST = 'cpuTimes and memoryInfo, first call'
const AGAIN = 'cpuTimes and memoryInfo, asked again'
const ONE_PROCESS: Goal[] = [
  { row: FIRST, against: FLOOR, atMost: 1.15 },
  { row: FIRST, against: 'psutil', timesAsFast: 1.8 },
  { row: AGAIN, against: 'psutil', timesAsFast: 4 },
]
const SYSTEM: Goal[] = [
  'cpuTimes',
  'percpuTimes',
  'virtualMemory',
  'swapMemory',
  'diskIoCounters',
  'netIoCounters',
  'netIfAddrs',
  'diskPartitions',
  'diskUsage',
].map((row) => ({ row, against: FLOOR, atMost: 1.25 }))
const CONNECTIONS: Goal[] = [
  { row: 'netConnections, 1000', against: FLOOR, atMost: 0.9 },
  { row: 'netConnections, 20000', against: FLOOR, atMost: 0.5 },
  { row: 'netConnections, 1000', against: 'psutil', timesAsFast: 4 },
  { row: 'netConnections, 20000', against: 'psutil', timesAsFast: 4 },
]
const REST: Goal[] = [
  { row: 'memoryMaps, 1000', against: FLOOR, atMost: 1.25 },
  { row: 'memoryMaps, 1000', against: 'psutil', timesAsFast: 2.8 },
  { row: 'bootTime', atMost: 0.15 * MICROSECONDS },
  { row: 'wait', against: FLOOR, atMost: 1.5 },
  { row: 'a row of processes', atMost: 0.2 * MICROSECONDS },
  { row: 'start, minus node alone', contender: IMPORT, atMost: 4 * MILLISECONDS },
  { row: 'memory, minus node alone', contender: IMPORT, atMost: 1.5 * MEGABYTES },
  { row: 'size of the native module', contender: IMPORT, atMost: MEGABYTES },
]

export const GOALS: readonly Goal[] = [
  ...PROCESSES,
  ...AT_1000,
  ...ONE_PROCESS,
  ...SYSTEM,
  ...CONNECTIONS,
  ...REST,
]

/** A goal, and how far it was reached; `null` where one of the two was not there. */
export interface Verdict {
  goal: Goal
  got: number | null
  reached: boolean | null
}

/** What became of the goals of the rows that were measured. */
export function judge(rows: readonly Row[], goals: readonly Goal[] = GOALS): Verdict[] {
  return goals.flatMap((goal) => {
    const row = rows.find(({ name }) => name === goal.row)
    return row === undefined ? [] : [verdict(goal, row)]
  })
}

function verdict(goal: Goal, row: Row): Verdict {
  const roundsOf = (wanted: string) => row.contenders.find(({ name }) => name === wanted)?.rounds ?? []
  const ours = roundsOf(goal.contender ?? OURS)
  const { against, atMost, timesAsFast } = goal
  const values =
    against === undefined
      ? ours.filter((value) => value !== null)
      : timesAsFast === undefined
        ? ratios(ours, roundsOf(against))
        : ratios(roundsOf(against), ours)
  if (values.length === 0) return { goal, got: null, reached: null }
  const got = median(values)
  const reached =
    timesAsFast === undefined ? got <= (atMost ?? 0) * (1 + ALLOWANCE) : got >= timesAsFast / (1 + ALLOWANCE)
  return { goal, got, reached }
}
