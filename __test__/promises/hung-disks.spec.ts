// How full file systems are whose servers do not answer.
import { rmdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { nodeCommand, runForJson, whyNot } from '../helpers/as-user.ts'
import { testUnless } from '../helpers/unless.ts'

interface Result {
  folder: string
  reason?: string
  result: Record<string, unknown>
  code: number
  signal: string | null
}

const noMounts = whyNot('unshare', '-Urm', 'sh', '-c', 'test -w /dev/fuse && command -v mount')
const CALLS = fileURLToPath(new URL('../helpers/hung-disk-calls.mjs', import.meta.url))

/** Does what the name says where a server does not answer. */
function look(scenario: string): Result {
  const result = runForJson(['unshare', '-Urm', ...nodeCommand('hung-disks.mjs', CALLS, scenario)]) as Result
  if (result.reason === undefined) rmdirSync(result.folder)
  return result
}

const many = noMounts === undefined ? look('many') : undefined
const whereMountsAreMade = testUnless(noMounts ?? many?.reason)

/** What the server says of its 1000 blocks. */
const TOTAL = 4_096_000
const THREAD = 'psutil-statvfs'
const TIMEOUT = 'ERR_TIMEOUT_EXPIRED'

whereMountsAreMade('E-K15 a server that does not answer keeps one thread of ours waiting', (t) => {
  const { code, result = {} } = many ?? {}
  t.is(code, 0)
  const { others, ...told } = result
  t.deepEqual(told, {
    before: [],
    timedOut: TIMEOUT,
    isListed: true,
    during: [THREAD],
    again: Array(7).fill(TIMEOUT),
    statfs: 1, // however often it was asked for
    aborted: 'enough',
    still: [THREAD],
    answered: [...Array(6).fill(TOTAL), 'ENOTDIR', TOTAL],
    after: [],
  })
  const [root, proc, here, ...none] = others as unknown[]
  t.true(typeof root === 'number' && root > 0 && typeof here === 'number' && here > 0)
  t.deepEqual([proc, ...none], [0, 'ENOENT', 'ENOENT'])
})

whereMountsAreMade('E-K15 nor may the way to a file keep anybody else waiting', (t) => {
  const { result } = look('lookup')
  t.is((result.others as unknown[])[1], 0)
  t.deepEqual(result.during, [THREAD])
  t.deepEqual(result.answered, ['ENOTDIR', TOTAL, TOTAL, TOTAL, 'ENOTDIR'])
  t.deepEqual(result.after, [])
})

whereMountsAreMade('E-K15 a relative path begins where the program was at the time of the call', (t) => {
  const [here, below, root, proc] = look('relative').result.answered as number[]
  t.deepEqual([here, below, proc], [TOTAL, TOTAL, 0])
  t.true(root !== TOTAL)
})

whereMountsAreMade('E-K15 a server that is given up fails all that wait for it', (t) => {
  const { answered, after } = look('abort').result as { answered: string[]; after: string[] }
  t.is(answered.length, 2)
  t.true(answered.every((code) => code === 'ECONNABORTED' || code === 'ENOTCONN'))
  t.deepEqual(after, [])
})

whereMountsAreMade('E-K15 the program ends while a server does not answer', (t) => {
  const { result, code, signal } = look('end')
  t.deepEqual({ code, signal }, { code: 0, signal: null })
  t.deepEqual(result, { answered: ['enough', TIMEOUT, TIMEOUT], during: [THREAD] })
  t.like(look('exit'), { result: { during: [THREAD] }, code: 3, signal: null })
})

whereMountsAreMade('E-K15 in Workers, be they ended in the middle', (t) => {
  const { result, code } = look('worker')
  const { told, ...rest } = result
  const [first, second, third, fourth] = told as unknown[]
  t.deepEqual([second, fourth], [TIMEOUT, TIMEOUT])
  t.true(typeof first === 'number' && first === third)
  t.deepEqual({ ...rest, code }, { code: 0, during: [THREAD], answered: [TOTAL], after: [] })
})
