import { readFileSync } from 'node:fs'
import test from 'ava'
import { explain } from '../src/native-failure.ts'

const { platform, arch } = process
const LIBC =
  platform === 'linux' && readFileSync('/proc/self/maps', 'latin1').includes('/ld-musl-') ? 'musl' : 'glibc'
const HERE = platform === 'linux' ? `${platform}-${arch} with ${LIBC}` : `${platform}-${arch}`
const OURS =
  platform === 'linux' ? `${platform}-${arch}-${LIBC === 'musl' ? 'musl' : 'gnu'}` : `${platform}-${arch}`
const PUBLISHED = [OURS, 'plan9-mips']

function missing(name: string): Error {
  const message = `Cannot find module '${name}'\nRequire stack:\n- /a.js`
  return Object.assign(new Error(message), { code: 'MODULE_NOT_FOUND' })
}

/** What is said of these errors. */
function explained(
  errors: unknown[],
  rest: { wanted?: string; installed?: string[]; published?: string[] } = {},
) {
  const { wanted, installed = [], published = PUBLISHED } = rest
  return explain(Object.assign(new Error('x'), { errors, wanted, installed, published }))
}

test('the chief reason is the first that is not an absence', (t) => {
  const old = Object.assign(new Error("libc.so.6: version `GLIBC_2.99' not found"), {
    code: 'ERR_DLOPEN_FAILED',
  })
  const errors = [missing('a'), old, missing('b')]
  const error = explained(errors, { installed: [OURS] })
  t.like(error, { name: 'NativeBindingError', code: 'ERR_NATIVE_BINDING', cause: old, errors })
  t.true(error.message.includes(HERE), error.message)
  t.true(error.message.includes('GLIBC_2.99'))
})

test('where nothing is there, it is the first absence', (t) => {
  const errors = [missing('a'), missing('b')]
  const { cause, message } = explained(errors)
  t.is(cause, errors[0])
  t.true(message.includes(`@psutil-native/binding-${OURS} is not installed`), message)
  t.false(message.includes('Require stack'))
  t.true(message.includes('docs/bundling.md'))
})

test('a bundle that cannot load files', (t) => {
  const executable = Object.assign(new Error('No such built-in module: ./a.node'), {
    code: 'ERR_UNKNOWN_BUILTIN_MODULE',
  })
  const esbuild = new Error('Dynamic require of "./a.node" is not supported')
  for (const error of [esbuild, new ReferenceError('require is not defined'), executable]) {
    const { message } = explained([error])
    t.true(message.includes(`This bundle cannot load files: ${error.message}.`), message)
    t.true(message.includes('docs/bundling.md'))
    t.false(message.includes('npm install'))
  }
})

test('a platform without a package has no cause', (t) => {
  const error = explained([], { published: ['plan9-mips'] })
  t.false('cause' in error)
  t.true(error.message.includes('plan9-mips'))
  t.true(error.message.includes('docs/building.md'))
})

test('what was not permitted: the flag', (t) => {
  for (const flag of ['--allow-ffi', '--allow-read']) {
    const error = Object.assign(new Error(`Requires access, run again with the ${flag} flag`), {
      name: 'NotCapable',
    })
    t.true(explained([missing('a'), error]).message.includes(flag))
  }
  const disabled = Object.assign(new Error('x'), { code: 'ERR_DLOPEN_DISABLED' })
  t.true(explained([disabled]).message.includes('--allow-addons'))
  const unread = Object.assign(new Error('restricted'), { code: 'ERR_ACCESS_DENIED' })
  t.true(explained([missing('a'), unread], { installed: [OURS] }).message.includes('--allow-fs-read'))
})

test('what Bun throws, which is no Error, and what nobody should', (t) => {
  const odd = { name: 'ResolveMessage', code: 'MODULE_NOT_FOUND', message: 'Cannot find x\nRequire stack' }
  t.true(explained([odd]).message.includes('  Cannot find x'))
  t.true(explained([new Error('node-loader:\nError: why\n  at x')]).message.includes('  why'))
  t.true(explained(['odd'], { wanted: '/x' }).message.includes('odd'))
  t.notThrows(() => explained([undefined, null]))
})
