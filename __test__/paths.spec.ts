import { readdirSync } from 'node:fs'
import test from 'ava'
import { paths, pathsId } from '../src/paths.ts'

const USUAL = { procfs: '/proc', sysfs: '/sys', devfs: '/dev', etc: '/etc' }

test.serial('where things usually are', (t) => {
  t.deepEqual({ ...paths }, USUAL)
  t.deepEqual(JSON.parse(JSON.stringify(paths)), USUAL)
  t.true(readdirSync(paths.procfs).includes('self'))
})

test.serial('what is assigned is read back, and has a number of its own', (t) => {
  t.teardown(() => Object.assign(paths, USUAL))
  const usual = pathsId()
  t.is(pathsId(), usual)
  for (const name of ['procfs', 'sysfs', 'devfs', 'etc'] as const) {
    paths[name] = '/somewhere'
    t.is(paths[name], '/somewhere')
    t.not(pathsId(), usual)
    paths[name] = USUAL[name]
    t.is(pathsId(), usual)
  }
})

test.serial('paths that are none', (t) => {
  for (const name of ['procfs', 'sysfs', 'devfs', 'etc'] as const) {
    for (const path of ['', 'proc', './proc', '~/proc', '/proc\0', '/a\0b']) {
      const error = t.throws(() => Object.assign(paths, { [name]: path }), {
        instanceOf: TypeError,
        code: 'ERR_INVALID_ARG_VALUE',
      })
      t.true(error.message.includes(`"paths.${name}" must be an absolute path without null bytes`))
    }
    for (const path of [7, null, undefined, Buffer.from('/proc'), new URL('file:///proc')]) {
      const error = t.throws(() => Object.assign(paths, { [name]: path }), {
        instanceOf: TypeError,
        code: 'ERR_INVALID_ARG_TYPE',
      })
      t.true(error.message.includes(`"paths.${name}" argument must be a string`))
    }
  }
  t.deepEqual({ ...paths }, USUAL)
})

test.serial('there are no others, and those there are stay', (t) => {
  const loose = paths as unknown as Record<string, string>
  t.throws(
    () => {
      loose.proc = '/proc'
    },
    { instanceOf: TypeError },
  )
  t.throws(() => delete loose.procfs, { instanceOf: TypeError })
  t.deepEqual(Object.keys(paths), Object.keys(USUAL))
})
