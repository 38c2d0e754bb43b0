// Plain JavaScript, for tsx wants more of the machine. Run where nothing is at /proc: what is answered, JSON.
import { bootTime, cpuTimes, Process, pidExists, pids, virtualMemory } from 'psutil-native'

function answer(ask) {
  try {
    return ask()
  } catch ({ name, code, path }) {
    return `${name} ${code} ${path}`
  }
}

const result = {
  ours: answer(() => new Process().pid),
  pids: answer(pids),
  pidExists: answer(() => pidExists(process.pid)),
  cpuTimes: answer(cpuTimes),
  virtualMemory: answer(virtualMemory),
  bootTime: answer(bootTime),
}
process.stdout.write(JSON.stringify(result))
