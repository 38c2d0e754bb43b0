// What is started meanwhile, for so many seconds: bun examples/bun/started.ts 2
import { PsutilError, watchProcesses } from 'psutil-native'

const seconds = Number(process.argv[2] ?? 5)
const watch = watchProcesses({ interval: 50, signal: AbortSignal.timeout(seconds * 1000) })
console.log(`For ${seconds} s, told by ${watch.source === 'connector' ? 'the kernel' : 'looking often'}:`)

let count = 0
try {
  for await (const event of watch) {
    if (event.type !== 'start') continue
    count += 1
    const line = `${new Date(event.time).toLocaleTimeString()} ${event.pid} ${describe(event.process)}`
    console.log(line.slice(0, process.stdout.columns ?? 110))
  }
} catch (error) {
  if (!(error instanceof DOMException && error.name === 'TimeoutError')) throw error
}
console.log(`${count} processes were started.`)

function describe(started: { cmdline(): string[]; name(): string } | null): string {
  try {
    return started?.cmdline().join(' ') || started?.name() || '?'
  } catch (error) {
    if (error instanceof PsutilError) return error.message // it has ended already, mostly
    throw error
  }
}
