// Run as an ordinary user: what every method of Process, or of that of promises, comes to for the processes whose
// numbers are given, as JSON.
import { Process } from 'psutil-native'
import * as promises from 'psutil-native/promises'
import { ARGUMENTS_OF_PROMISES, namesOf, outcomes, readingMethods } from './outcomes.ts'

const methods = readingMethods()
const result: Record<string, Record<string, string>> = {}
const [kind, ...pids] = process.argv.slice(2)
for (const pid of pids) {
  const isPromised = kind === 'promises'
  const target = isPromised ? new promises.Process(Number(pid)) : new Process(Number(pid))
  const all = await outcomes(target, methods, isPromised ? ARGUMENTS_OF_PROMISES : undefined)
  result[pid] = { ...namesOf(all), isRunning: String(target.isRunning()) }
}
process.stdout.write(JSON.stringify(result))
