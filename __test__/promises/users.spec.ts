import { fileURLToPath } from 'node:url'
import test from 'ava'
import * as psutil from 'psutil-native'
import { users } from 'psutil-native/promises'

const SERVER = fileURLToPath(new URL('../fixtures/linux-6.18-server', import.meta.url))

test('the same as users of the main file', async (t) => {
  t.deepEqual(await users(), psutil.users())
})

test.serial('the sessions of a server', async (t) => {
  const { procfs, etc } = psutil.paths
  t.teardown(() => Object.assign(psutil.paths, { procfs, etc }))
  Object.assign(psutil.paths, { procfs: `${SERVER}/proc`, etc: `${SERVER}/etc` })
  const there = await users()
  t.deepEqual(there, psutil.users())
  t.deepEqual(
    there.map(({ name }) => name),
    ['ann', 'ann', 'bob'],
  )
})
