import { AS_NOBODY, isRoot, nodeCommand, runForJson, whyNot, whyNotAsNobody } from '../helpers/as-user.ts'
import { ARGUMENTS, members } from '../helpers/outcomes.ts'
import { testUnless } from '../helpers/unless.ts'

interface Result {
  control: string
  before: number
  afterImport: number
  afterCalls: number
  called: string[]
  failed: Record<string, string>
  globals: string[]
  withoutThread: Record<string, unknown>
}

const reason = (isRoot ? whyNotAsNobody() : undefined) ?? whyNot('prlimit', '--nproc')
const whereForkIsForbidden = testUnless(reason)

// Root may start as many processes as it likes, so the script never runs as root.
const command = [
  ...(isRoot ? AS_NOBODY : []),
  ...nodeCommand('no-exec.mjs', JSON.stringify({ members: members(), argumentsOf: ARGUMENTS })),
]
const result = reason === undefined ? (runForJson(command) as Result) : null

whereForkIsForbidden('everything answers where no process can be started', (t) => {
  t.is(result?.control, 'EAGAIN', 'the script itself could not start a process')
  t.deepEqual(result?.failed, {})
  for (const member of members()) {
    if (['constructor', 'suspend', 'terminate', 'kill', 'equals', 'wait'].includes(member)) continue
    t.true(result?.called.includes(`process.${member}`), member)
  }
  for (const each of ['cpuTimes', 'virtualMemory', 'pids', 'processIterAvailable']) {
    t.true(result?.called.includes(each), each)
  }
})

whereForkIsForbidden('loading the package and calling it starts no thread', (t) => {
  t.is(result?.afterImport, result?.before)
  t.is(result?.afterCalls, result?.before)
})

whereForkIsForbidden('what wants a thread says that there is none', (t) => {
  const refused = { name: 'SystemError', code: 'EAGAIN' }
  t.deepEqual(result?.withoutThread, { wait: refused, watchProcesses: refused, diskUsage: refused })
})

whereForkIsForbidden('loading the package adds nothing to globals', (t) => {
  t.deepEqual(result?.globals, [])
})
