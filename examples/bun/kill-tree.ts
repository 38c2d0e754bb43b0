// A command that gets so many seconds, and ends with all that it started:
// bun examples/bun/kill-tree.ts 1 sh -c 'sleep 600 & sleep 600'
import { killTree, Popen, TimeoutExpiredError } from 'psutil-native'

const [seconds, command, ...args] = process.argv.slice(2)
const timeout = Number(seconds) * 1000
if (command === undefined || !(timeout > 0)) {
  console.error('kill-tree.ts SECONDS COMMAND [ARGUMENT...]')
  process.exit(2)
}

const child = new Popen(command, args, { stdio: 'inherit' })
try {
  const { exitCode, signalCode } = await child.wait({ timeout })
  console.log(`${command} ended in time: ${signalCode ?? exitCode}`)
  process.exitCode = exitCode ?? 1
} catch (error) {
  if (!(error instanceof TimeoutExpiredError)) throw error
  console.log(`${child} has had its time.`)
  // SIGTERM for all, and SIGKILL for what is left after two seconds.
  const { gone, alive, denied } = await killTree(child, { forceAfter: 2000 })
  console.log(`${gone.length} processes ended, ${alive.length + denied.length} could not be ended.`)
}
