import test from 'ava'
import { type Attribute, Process, PsutilError } from 'psutil-native'
import { end, startSleeper } from '../helpers/child.ts'
import { startZombie } from '../helpers/zombie.ts'

test('every getter without arguments is an attribute', (t) => {
  t.true(Object.isFrozen(Process.attrs))
  t.is(new Set(Process.attrs).size, Process.attrs.length)
  for (const name of ['pid', 'name', 'username', 'memoryInfo', 'getPriority'] as const) {
    t.true(Process.attrs.includes(name), name)
  }
})

test('those asked for, each as its getter answers', (t) => {
  const target = new Process(startSleeper(t).pid)
  target.suspend()
  const row = target.toObject(['pid', 'identity', 'name', 'memoryInfo', 'cmdline', 'environ', 'uids'])
  t.deepEqual(row, {
    pid: target.pid,
    identity: target.identity,
    name: 'sleep',
    memoryInfo: target.memoryInfo(),
    cmdline: ['sleep', '1000'],
    environ: target.environ(),
    uids: target.uids(),
  })
  t.deepEqual(Object.keys(target.toObject(new Set(['name', 'pid'] as const))), ['name', 'pid'])
  t.deepEqual(target.toObject([]), {})
})

test('all of them, and JSON loses nothing', (t) => {
  const target = new Process(startSleeper(t).pid)
  target.suspend()
  const row = target.toObject(Process.attrs, { onError: 'throw' })
  t.deepEqual(Object.keys(row), [...Process.attrs])
  t.deepEqual(Object.keys(target.toObject()), [...Process.attrs])
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value))
  t.deepEqual(plain(row), plain({ ...row, environ: { ...row.environ } }))
})

test('what went with the memory of a zombie', async (t) => {
  const { pid } = await startZombie(t)
  const target = new Process(pid)
  const attrs = ['pid', 'status', 'cmdline', 'umask'] as const
  t.deepEqual(target.toObject(attrs), { pid, status: 'zombie', cmdline: null, umask: null })
  t.deepEqual(target.toObject(attrs, { onError: 'null' }), target.toObject(attrs))
  t.throws(() => target.toObject(attrs, { onError: 'throw' }), { code: 'ERR_ZOMBIE_PROCESS' })
  const { errors, ...row } = target.toObject(attrs, { onError: 'collect' })
  t.deepEqual(row, target.toObject(attrs))
  t.deepEqual(Object.keys(errors), ['cmdline', 'umask'])
  t.true(errors.cmdline instanceof PsutilError)
  t.is(errors.cmdline?.code, 'ERR_ZOMBIE_PROCESS')
})

test('a process that has ended has no record', async (t) => {
  const child = startSleeper(t)
  const target = new Process(child.pid)
  await end(child)
  for (const onError of ['null', 'throw', 'collect'] as const) {
    t.throws(() => target.toObject(['name'], { onError }), { code: 'ERR_NO_SUCH_PROCESS' })
  }
})

test('bad arguments', (t) => {
  const target = new Process()
  for (const bad of ['nope', 'kill', '__proto__', 'constructor', 'toObject']) {
    const error = t.throws(() => target.toObject([bad as Attribute]), {
      instanceOf: TypeError,
      code: 'ERR_INVALID_ARG_VALUE',
    })
    t.true(error.message.includes('memoryInfo') && error.message.endsWith(`Received '${bad}'`))
  }
  for (const bad of ['name', 7, null, {}]) {
    t.throws(() => target.toObject(bad as never), { instanceOf: TypeError, code: 'ERR_INVALID_ARG_TYPE' })
  }
  t.throws(() => target.toObject([], { onError: 'ignore' as never }), { code: 'ERR_INVALID_ARG_VALUE' })
})
