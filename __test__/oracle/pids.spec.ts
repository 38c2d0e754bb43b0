import { readdirSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import test from 'ava'
import { pidExists, pids, processIterAvailable } from 'psutil-native'
import { eventually } from '../helpers/eventually.ts'

function listed(): number[] {
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return numbers.map(Number).sort((a, b) => a - b)
}

/** Both lists, from a moment when no process came or went. */
function both<T>(ask: () => T): Promise<{ ours: T; theirs: number[] }> {
  return eventually('a moment without new processes', () => {
    const theirs = listed()
    const ours = ask()
    return isDeepStrictEqual(listed(), theirs) && { ours, theirs }
  })
}

test('the numbers of processes are those of /proc', async (t) => {
  const { ours, theirs } = await both(pids)
  t.deepEqual(ours, theirs)
})

test('all of them exist', async (t) => {
  const { ours, theirs } = await both(() => pids().filter(pidExists))
  t.deepEqual(ours, theirs)
})

test('all that may be looked at are listed', async (t) => {
  const { ours, theirs } = await both(() => Array.from(processIterAvailable(), ({ pid }) => pid))
  t.deepEqual(ours, theirs)
})
