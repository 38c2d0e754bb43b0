import test from 'ava'
import { nodeCommand, runForJson, whyNot } from '../helpers/as-user.ts'
import { askingMethods, EXEMPT, type Outcome, SIGNAL_METHODS } from '../helpers/outcomes.ts'
import { testUnless } from '../helpers/unless.ts'

interface Result {
  during: unknown
  pid: number
  isRunning: boolean
  outcomes: Record<string, Outcome>
  promised: Record<string, Outcome>
  killed: Outcome
  inOneshot: Outcome
  text: string
  inspected: string
  json: string
  identity: string
  fromIdentity: Outcome
  isEqual: boolean
  isSameListed: boolean
  isSameIdentity: boolean
  listedIsNew: boolean
  exists: boolean
  replacement: unknown
}

const NAMESPACE = ['unshare', '-Urpf', '--mount-proc', '--kill-child']
const [unshare = '', ...options] = NAMESPACE
const reason = whyNot(unshare, ...options, 'test', '-w', '/proc/sys/kernel/ns_last_pid')
const result =
  reason === undefined ? (runForJson([...NAMESPACE, ...nodeCommand('reuse-pid.ts')]) as Result) : null
const whereNumbersAreReused = testUnless(reason)

function resultOf(): Result {
  if (result === null) throw new Error('the test ought to have been skipped')
  return result
}

whereNumbersAreReused('the process answered before its number was reused', (t) => {
  t.deepEqual(resultOf().during, { isRunning: true, name: 'sleep', isSame: true })
})

whereNumbersAreReused('E-R9 every method throws NoSuchProcessError after the number was reused', (t) => {
  const { outcomes, promised, pid } = resultOf()
  for (const each of [outcomes, promised]) t.deepEqual(Object.keys(each), askingMethods())
  for (const method of ['name', 'children', 'memoryInfo', 'kill']) t.true(askingMethods().includes(method))
  for (const [method, outcome] of [...Object.entries(outcomes), ...Object.entries(promised)]) {
    t.is(outcome.name, 'NoSuchProcessError', method)
    t.is(outcome.code, 'ERR_NO_SUCH_PROCESS', method)
    t.true(outcome.message?.includes(String(pid)), method)
    t.regex(outcome.message ?? '', /its number \d+ is now another's/, method)
  }
})

whereNumbersAreReused('E-K16 a signal hits nobody else', (t) => {
  const { outcomes, killed, replacement } = resultOf()
  for (const method of [...SIGNAL_METHODS, 'sendSignal'])
    t.is(outcomes[method]?.name, 'NoSuchProcessError', method)
  t.is(killed.name, 'NoSuchProcessError')
  t.deepEqual(replacement, { isRunning: true, status: 'sleeping', letter: 'S' })
})

whereNumbersAreReused('oneshot does not answer for another', (t) => {
  t.is(resultOf().inOneshot.name, 'NoSuchProcessError')
})

whereNumbersAreReused('the old object knows that its process has ended', (t) => {
  const { isRunning, text, inspected, json, pid, identity } = resultOf()
  t.false(isRunning)
  t.is(text, `Process(pid=${pid}, status='terminated')`)
  t.is(inspected, text)
  t.deepEqual(JSON.parse(json), { pid, identity })
})

whereNumbersAreReused('another process with the number is another process', (t) => {
  const { isEqual, isSameListed, isSameIdentity, listedIsNew, exists, fromIdentity } = resultOf()
  t.false(isEqual)
  t.false(isSameListed)
  t.false(isSameIdentity)
  t.true(listedIsNew)
  t.true(exists)
  t.is(fromIdentity.name, 'NoSuchProcessError')
})

test('members that are exempt exist and have a reason', (t) => {
  for (const [member, why] of Object.entries(EXEMPT)) {
    t.false(askingMethods().includes(member))
    t.truthy(why)
  }
})
