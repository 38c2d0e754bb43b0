import { Process } from 'psutil-native'
import { AS_NOBODY, nodeCommand, runForJson, whyNot, whyNotAsNobody } from '../helpers/as-user.ts'
import { startSleeper } from '../helpers/child.ts'
import type { Outcome } from '../helpers/outcomes.ts'
import { testUnless } from '../helpers/unless.ts'

interface Result {
  open: Outcome
  identity: Outcome
  signal: Outcome
  status: Outcome
  exists: boolean
  existsNot: boolean
  lists1: boolean
  parent: number | null
  parents: number[]
  ppid: boolean
  childFound: boolean
  childFoundDeep: boolean
  childParent: boolean
  available: unknown
  iter: Outcome
}

/** A command with a procfs of its own, mounted so. */
function hiding(hidepid: number, command: string[]): string[] {
  const script = `mount -t proc -o hidepid=${hidepid} proc /proc && exec "$@"`
  return ['unshare', '-m', 'sh', '-c', script, 'sh', ...command]
}

const [unshare = '', ...options] = hiding(2, ['true'])
const whereProcCanBeMounted = testUnless(whyNotAsNobody() ?? whyNot(unshare, ...options))

for (const hidepid of [1, 2]) {
  whereProcCanBeMounted(
    `B9 E-K1 hidepid=${hidepid}: a hidden process exists and may not be looked at`,
    (t) => {
      const { identity } = new Process(1)
      const command = [...AS_NOBODY, ...nodeCommand('hidepid.ts', identity)]
      const result = runForJson(hiding(hidepid, command)) as Result
      t.is(result.open.name, 'AccessDeniedError')
      t.is(result.open.code, 'ERR_ACCESS_DENIED')
      // Its pidfd tells that it is there; nothing more is said about it.
      t.is(result.identity.name, 'ok')
      t.is(result.signal.name, 'AccessDeniedError')
      t.is(result.status.name, 'AccessDeniedError')
      t.true(result.exists)
      t.false(result.existsNot)
      t.is(result.lists1, hidepid === 1)
      t.is(result.parent, null)
      t.deepEqual(result.parents, [])
      t.true(result.ppid)
      t.true(result.childFound)
      t.true(result.childFoundDeep)
      t.true(result.childParent)
      t.like(result.available, { ours: true, child: true })
      t.not((result.available as { first: number }).first, 1)
      t.is(result.iter.name, hidepid === 1 ? 'AccessDeniedError' : 'ok')
    },
  )

  whereProcCanBeMounted(`E-K1 hidepid=${hidepid}: a process that is hidden later on`, (t) => {
    const { pid } = startSleeper(t)
    const result = runForJson(hiding(hidepid, nodeCommand('hidepid-later.ts', String(pid)))) as {
      all: Record<string, string>
      isRunning: boolean
      text: string
    }
    const { isRunning, ...others } = result.all
    t.is(isRunning, 'ok')
    t.true(result.isRunning)
    t.is(others.sendSignal, 'AccessDeniedError')
    t.is(others.kill, 'AccessDeniedError')
    for (const [method, outcome] of Object.entries(others)) {
      t.true(['ok', 'AccessDeniedError'].includes(outcome), `${method}: ${outcome}`)
    }
    t.regex(result.text, /^Process\(pid=\d+, /)
    t.true(new Process(pid).isRunning())
  })
}
