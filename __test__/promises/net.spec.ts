import { once } from 'node:events'
import { createServer } from 'node:net'
import test from 'ava'
import * as psutil from 'psutil-native'
import { paths } from 'psutil-native'
import { netConnections } from 'psutil-native/promises'
import { netConnections as fromSource } from '../../src/promises/net.ts'
import { fixture, lookAt } from '../helpers/look-at.ts'

const KINDS: psutil.ConnectionKind[] = ['all', 'inet', 'inet4', 'tcp', 'tcp6', 'udp4', 'unix']

/** Looks at a machine until the test is over. */
function lookAtFixture(t: Parameters<typeof lookAt>[0], name: string): void {
  const { procfs, sysfs } = paths
  t.teardown(() => Object.assign(paths, { procfs, sysfs }))
  Object.assign(paths, { procfs: `${fixture(name)}/proc`, sysfs: `${fixture(name)}/sys` })
}

test.serial('the same rows, of every kind', async (t) => {
  lookAtFixture(t, 'linux-net')
  for (const kind of KINDS) {
    const rows = await netConnections(kind)
    t.deepEqual(rows, psutil.netConnections(kind), kind)
  }
  t.is((await netConnections('all')).length, 19)
})

test.serial('the same rows without owners, and of a state', async (t) => {
  lookAtFixture(t, 'linux-net')
  for (const options of [
    { owners: false },
    { status: 'LISTEN' },
    { owners: false, status: ['LISTEN'] },
  ] as const) {
    const rows = await netConnections('all', options)
    t.deepEqual(rows, psutil.netConnections('all', options))
    t.true(rows.length > 0)
  }
})

test.serial('the source gives the same', async (t) => {
  lookAt(t, fixture('linux-net'))
  t.is((await fromSource('all')).length, 19)
  t.is((await fromSource('all', { owners: false })).length, 17)
  t.is((await fromSource('tcp', { status: 'TIME_WAIT' })).length, 3)
})

test.serial('paths are those of when it was asked', async (t) => {
  lookAtFixture(t, 'linux-net')
  const asked = netConnections('all')
  lookAtFixture(t, 'linux-6.18-x86_64')
  t.is((await asked).length, 19)
  t.deepEqual(await netConnections('all'), [])
})

test('a server of ours has a row with our pid', async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const { port } = server.address() as { port: number }
  const rows = await netConnections()
  const ours = rows.filter(({ laddr }) => typeof laddr === 'object' && laddr?.port === port)
  t.deepEqual(
    ours.map(({ pid, status }) => [pid, status]),
    [[process.pid, 'LISTEN']],
  )
})

test('no such kind', async (t) => {
  await t.throwsAsync(netConnections('tcp', { status: 'x' as never }), { code: 'ERR_INVALID_ARG_VALUE' })
  await t.throwsAsync(netConnections('tcp', { owners: 1 as never }), { code: 'ERR_INVALID_ARG_TYPE' })
  await t.throwsAsync(netConnections('tcp5' as never), {
    instanceOf: TypeError,
    code: 'ERR_INVALID_ARG_VALUE',
  })
  await t.throwsAsync(netConnections(null as never), { instanceOf: TypeError, code: 'ERR_INVALID_ARG_TYPE' })
})
