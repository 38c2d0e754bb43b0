import test from 'ava'
import * as psutil from 'psutil-native'
import * as promises from 'psutil-native/promises'
import { ATTRIBUTES } from '../../src/process/attributes.ts'
import { attributesHere } from '../../src/process/controlled.ts'
import { end, startSleeper } from '../helpers/child.ts'
import { soon } from '../helpers/eventually.ts'
import { stateLetter } from '../helpers/proc.ts'

const KINDS = [psutil.Process, promises.Process]

test('the attributes of this platform are attributes', (t) => {
  const here = attributesHere()
  t.true(here.length > 10)
  for (const name of here) t.true(ATTRIBUTES.includes(name))
})

test('both kinds of process are made of it, and have what is static', (t) => {
  for (const Kind of KINDS) {
    t.deepEqual(Kind.attrs, ATTRIBUTES)
    t.is(Kind.rlimitIsAtomic, true)
    t.is(Kind.name, 'Process')
    t.is(new Kind().pid, process.pid)
  }
})

test('both kinds of process take signals and know how it is with them', async (t) => {
  for (const Kind of KINDS) {
    const child = startSleeper(t)
    const target = new Kind(child.pid)
    target.suspend()
    soon('stop', () => stateLetter(child.pid) === 'T')
    t.regex(String(target), /^Process\(pid=\d+, name='sleep', status='stopped', started='[\d:]{8}'\)$/)
    target.resume()
    soon('going on', () => stateLetter(child.pid) !== 'T')
    t.true(target.isRunning())
    await end(child)
    t.false(target.isRunning())
    t.is(String(target), `Process(pid=${child.pid}, status='terminated')`)
  }
})
