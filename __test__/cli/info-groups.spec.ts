import test from 'ava'
import { grouped } from '../../src/cli/info-groups.ts'
import { Process } from '../../src/index.ts'

test('every attribute is in just one group', (t) => {
  const names = grouped(Process.attrs).flatMap((group) => group.names)
  t.deepEqual(names.toSorted(), Process.attrs.toSorted())
})

test('what has no group comes last', (t) => {
  t.deepEqual(grouped(['new', 'environ', 'pid']), [
    { title: 'Identity', names: ['pid'] },
    { title: 'Environment', names: ['environ'] },
    { title: 'More', names: ['new'] },
  ])
})

test('no heading without answers', (t) => {
  t.deepEqual(grouped([]), [])
})
