// The busiest processes, anew every two seconds, or one time: node examples/node/top.ts --once
import { setTimeout as sleep } from 'node:timers/promises'
import { styleText } from 'node:util'
import { virtualMemory } from 'psutil-native'
import { processes } from 'psutil-native/promises'

const ONCE = process.argv.includes('--once')
const PERIOD = ONCE ? 200 : 2000

async function look() {
  const rows = await processes(['pid', 'identity', 'name', 'username', 'cpuTimes', 'memoryInfo'])
  return { at: performance.now(), rows }
}
type Look = Awaited<ReturnType<typeof look>>
type Row = Look['rows'][number]

/** Seconds of CPU time; `null` where this user may not look. */
function used({ cpuTimes }: Row): number | null {
  return cpuTimes && cpuTimes.user + cpuTimes.system
}

/** How much of one CPU each has used between two looks. A number can be given anew, an identity cannot. */
function busiest(before: Look, now: Look, count: number) {
  const then = new Map(before.rows.map((row) => [row.identity, used(row)]))
  const seconds = (now.at - before.at) / 1000
  const share = (row: Row) => (100 * ((used(row) ?? 0) - (then.get(row.identity) ?? 0))) / seconds
  return now.rows
    .map((row) => ({ ...row, cpu: Math.max(0, share(row)) }))
    .sort((a, b) => b.cpu - a.cpu || (b.memoryInfo?.rss ?? 0) - (a.memoryInfo?.rss ?? 0))
    .slice(0, count)
}

function draw(rows: ReturnType<typeof busiest>): string {
  const { percent, available } = virtualMemory()
  const head = `${'PID'.padStart(8)} ${'USER'.padEnd(12)} ${'CPU %'.padStart(6)} ${'MiB'.padStart(7)}  NAME`
  const lines = rows.map(({ pid, username, cpu, memoryInfo, name }) => {
    const mib = memoryInfo === null ? '–' : (memoryInfo.rss / 2 ** 20).toFixed(0)
    const user = (username ?? '?').slice(0, 12).padEnd(12)
    return `${String(pid).padStart(8)} ${user} ${cpu.toFixed(1).padStart(6)} ${mib.padStart(7)}  ${name ?? '?'}`
  })
  const memory = `Memory: ${percent.toFixed(0)} % used, ${(available / 2 ** 30).toFixed(1)} GiB available`
  return [memory, '', styleText('bold', head), ...lines].join('\n')
}

let before = await look()
do {
  await sleep(PERIOD)
  const now = await look()
  if (!ONCE) console.clear()
  console.log(draw(busiest(before, now, (process.stdout.rows ?? 24) - 5)))
  before = now
} while (!ONCE)
