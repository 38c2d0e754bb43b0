import test from 'ava'
import { gather, type InfoSource, limit, toData } from '../../src/cli/info.ts'
import { toJson } from '../../src/cli/json.ts'
import { AccessDeniedError, NoSuchProcessError, Process, ZombieProcessError } from '../../src/index.ts'
import { resourceNames } from '../../src/resources.ts'
import { startZombie } from '../helpers/zombie.ts'
import { fakeInfoSource } from './rows.ts'

function fails(error: Error) {
  return () => {
    throw error
  }
}

function relative(pid: number, name: () => string) {
  return { name, toJSON: () => ({ pid, identity: `id${pid}` }) }
}

test('this process: every attribute, and what is none', (t) => {
  const info = gather(new Process(), resourceNames())
  t.deepEqual(Object.keys(info.attributes).toSorted(), Process.attrs.toSorted())
  t.is(info.attributes.pid, process.pid)
  t.is(info.parents?.[0]?.pid, process.ppid)
  t.deepEqual(Object.keys(info.limits ?? {}), resourceNames())
  t.deepEqual(info.errors, {})
})

test('all is read in one oneshot', (t) => {
  let depth = 0
  const inside = <T>(value: T) => {
    return () => {
      t.is(depth, 1)
      return value
    }
  }
  const source: InfoSource = fakeInfoSource({
    toObject: inside({ pid: 1, errors: {} }),
    parents: inside([]),
    children: inside([]),
    getRlimit: inside({ soft: 1, hard: 2 }),
    oneshot(callback) {
      depth += 1
      const value = callback()
      depth -= 1
      return value
    },
  })
  gather(source, ['nofile'])
  t.plan(4)
})

test('what may not be read is null, and why', (t) => {
  const denied = new AccessDeniedError(1)
  const zombie = new ZombieProcessError(1)
  const source = fakeInfoSource({
    toObject: () => ({ pid: 1, exe: null, errors: { exe: zombie } }),
    parents: fails(denied),
    getRlimit: fails(denied),
  })
  const info = gather(source, ['nofile', 'as'])
  t.like(info, { parents: null, limits: null, children: [] })
  t.deepEqual(info.errors, { exe: zombie, parents: denied, limits: denied })
  t.deepEqual(info.attributes, { pid: 1, exe: null })
})

test('a process that ends meanwhile is no record', (t) => {
  const gone = new NoSuchProcessError(1)
  for (const name of ['toObject', 'parents', 'children', 'getRlimit'] as const) {
    const source = fakeInfoSource({ [name]: fails(gone) })
    t.is(
      t.throws(() => gather(source, ['nofile'])),
      gone,
      name,
    )
  }
})

test('relatives that end meanwhile are left out, those that hide have no name', (t) => {
  const source = fakeInfoSource({
    children: () => [
      relative(2, () => 'two'),
      relative(3, fails(new NoSuchProcessError(3))),
      relative(4, fails(new AccessDeniedError(4))),
    ],
  })
  t.deepEqual(gather(source, []).children, [
    { pid: 2, identity: 'id2', name: 'two' },
    { pid: 4, identity: 'id4', name: null },
  ])
})

test('other failures are mistakes of ours', (t) => {
  t.throws(() => gather(fakeInfoSource({ parents: fails(new TypeError('x')) }), []), {
    instanceOf: TypeError,
  })
})

test('the fields of --json: attributes, then the rest', (t) => {
  const source = fakeInfoSource({
    toObject: () => ({ pid: 1, exe: null, errors: { exe: new AccessDeniedError(1, 'no') } }),
    getRlimit: () => ({ soft: 5, hard: Number.POSITIVE_INFINITY }),
  })
  const data = JSON.parse(toJson(toData(gather(source, ['nofile']))))
  t.deepEqual(data, {
    pid: 1,
    exe: null,
    parents: [],
    children: [],
    limits: { nofile: { soft: 5, hard: 'unlimited' } },
    errors: { exe: { code: 'ERR_ACCESS_DENIED', message: 'no' } },
  })
  t.is(limit(0), 0)
})

test('a zombie has lost what was in its memory', async (t) => {
  const { pid, parent } = await startZombie(t)
  const info = gather(new Process(pid), resourceNames())
  t.true(info.errors.exe instanceof ZombieProcessError)
  t.is(info.attributes.exe, null)
  t.is(info.attributes.status, 'zombie')
  t.is(info.parents?.[0]?.pid, parent)
})
