// Run as an ordinary user: what every method comes to for the processes whose numbers are given, as JSON.
import { Process } from 'psutil-native'
import { namesOf, outcomes, readingMethods } from './outcomes.ts'

const methods = readingMethods()
const result: Record<string, Record<string, string>> = {}
for (const pid of process.argv.slice(2)) {
  const target = new Process(Number(pid))
  result[pid] = { ...namesOf(await outcomes(target, methods)), isRunning: String(target.isRunning()) }
}
process.stdout.write(JSON.stringify(result))
