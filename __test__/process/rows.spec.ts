// The table of processes against the records of each.
import { readFileSync } from 'node:fs'
import test from 'ava'
import { Process, PsutilError, processes, processIterAvailable } from '../../src/index.ts'
import { IO_CLASSES, STATUSES } from '../../src/process/rows.ts'

test('words stand at the places that they cross as', (t) => {
  const types = readFileSync(new URL('../../index.d.ts', import.meta.url), 'utf8')
  const words = (type: string) =>
    new RegExp(`type ${type} = (.*)`).exec(types)?.[1]?.replaceAll(/[' ]/g, '').split('|')
  t.deepEqual(words('ProcessStatus'), STATUSES)
  t.deepEqual(words('IoPriorityClass'), IO_CLASSES)
})
