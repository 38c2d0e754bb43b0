// A command, and what it took: deno run --allow-ffi --allow-run examples/deno/watch-child.ts sleep 1
import { NoSuchProcessError, Process } from 'npm:psutil-native'

const [command, ...args] = Deno.args
if (command === undefined) {
  console.error('Which command?')
  Deno.exit(2)
}

const begin = performance.now()
const child = new Deno.Command(command, { args, stdin: 'inherit', stdout: 'inherit' }).spawn()
const process = new Process(child.pid)

/** The most memory that it and all below it had at one time, in bytes. */
let peak = 0
let cpu = 0

function look(): void {
  try {
    const members = [process, ...process.children({ recursive: true })]
    const rows = members.map((each) => each.toObject(['memoryInfo', 'cpuTimes']))
    peak = Math.max(
      peak,
      rows.reduce((sum, { memoryInfo }) => sum + (memoryInfo?.rss ?? 0), 0),
    )
    cpu = Math.max(
      cpu,
      rows.reduce((sum, { cpuTimes }) => sum + (cpuTimes?.user ?? 0) + (cpuTimes?.system ?? 0), 0),
    )
  } catch (error) {
    if (!(error instanceof NoSuchProcessError)) throw error // it ended between two looks
  }
}

const timer = setInterval(look, 20)
look()
const { code } = await child.status
clearInterval(timer)

const seconds = (performance.now() - begin) / 1000
const mib = (peak / 2 ** 20).toFixed(1)
console.log(
  `${command}: exit code ${code}, ${seconds.toFixed(2)} s, ${cpu.toFixed(2)} s of CPU, at most ${mib} MiB`,
)
