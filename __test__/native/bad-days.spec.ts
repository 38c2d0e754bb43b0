// What a user reads whose installation has no native module that can be loaded.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { testUnless } from '../helpers/unless.ts'
import { ALL, BINARY, Copy, HERE, type Met, RUNTIMES } from './copy.ts'

const PACKAGE = `@psutil-native/binding-${HERE}`
const [, , ABI] = HERE.split('-')

/** What comes of it may be run on the platforms whose files have two C libraries. */
const ofTwoLibcs = testUnless(ABI === 'gnu' ? undefined : 'it is told for glibc')
const ofX64 = testUnless(HERE === 'linux-x64-gnu' ? undefined : 'it is told for x64 with glibc')

/** An ELF file for another processor: where the header says which one. */
function forAnotherProcessor(): Buffer {
  const other = Buffer.from(BINARY)
  other.writeUInt16LE(183, 18) // EM_AARCH64
  return other
}

/** The same with a C library that is not there. */
function forMusl(): Buffer {
  return Buffer.from(BINARY.toString('latin1').replaceAll('libc.so.6\0', 'libc.musl\0'), 'latin1')
}

function isExplained(t: ExecutionContext, met: Met, ...parts: string[]): void {
  t.like(met, { name: 'NativeBindingError', code: 'ERR_NATIVE_BINDING' }, met.message)
  for (const part of parts) t.true(met.message.includes(part), `${part}\nis not in\n${met.message}`)
  t.false(/wasi|wasm/i.test(met.message))
  t.false(/Require stack/.test(met.message))
}

for (const runtime of ALL) {
  const command = RUNTIMES[runtime]

  test(`${runtime}: the package of this platform`, (t) => {
    t.deepEqual(new Copy(t).install(HERE).run(command), { message: '', works: true })
  })

  test(`${runtime}: a native module beside the package`, (t) => {
    const copy = new Copy(t)
    writeFileSync(join(copy.ours, `psutil-native.${HERE}.node`), BINARY)
    t.true(copy.run(command).works)
  })

  test(`${runtime}: the optional dependency is missing`, (t) => {
    const met = new Copy(t).run(command)
    const ways = ['--omit=optional', '--no-optional', 'node_modules', 'package-lock.json', 'npm install']
    isExplained(t, met, PACKAGE, 'is not installed', ...ways)
    t.true((met.errors ?? 0) >= 2)
  })

  ofTwoLibcs(`${runtime}: only the package for musl is installed, and this is glibc`, (t) => {
    const musl = HERE.replace('-gnu', '-musl')
    const met = new Copy(t).install(musl, forMusl()).run(command)
    isExplained(t, met, 'glibc', PACKAGE, `@psutil-native/binding-${musl}`, 'npm install', '--libc=glibc')
    t.true(met.cause?.includes('libc.musl'), met.cause)
  })

  ofX64(`${runtime}: only the package for another processor is installed`, (t) => {
    const met = new Copy(t).install('linux-arm64-gnu', forAnotherProcessor()).run(command)
    isExplained(t, met, PACKAGE, '@psutil-native/binding-linux-arm64-gnu', '--os=linux', '--cpu=x64')
  })

  ofX64(`${runtime}: the package has a binary for another processor`, (t) => {
    const met = new Copy(t).install(HERE, forAnotherProcessor()).run(command)
    isExplained(t, met, 'another processor', 'remove node_modules')
  })

  // A file that is cut off behind its headers cannot be met: glibc maps it, and the program gets SIGBUS.
  for (const [what, content] of [
    ['empty', Buffer.alloc(0)],
    ['text', Buffer.from('this is no native module\n'.repeat(50))],
    ['cut off', BINARY.subarray(0, 20)],
  ] as const) {
    test(`${runtime}: a binary that is ${what}`, (t) => {
      const met = new Copy(t).install(HERE, content).run(command)
      isExplained(t, met, `psutil-native.${HERE}.node`, 'damaged', 'npm install')
      t.true(met.cause?.includes(`psutil-native.${HERE}.node`), met.cause)
    })
  }

  test(`${runtime}: a binary that fails by itself is not passed over`, (t) => {
    const failing = "throw Object.assign(new Error('out of luck'), { code: 'GenericFailure' })"
    const met = new Copy(t).install(HERE, failing, 'main.cjs').run(command)
    isExplained(t, met, 'out of luck')
    t.is(met.cause, 'out of luck')
  })
}

// Bun writes the platform into the program before it runs.
for (const runtime of ['Node', 'Deno'] as const) {
  const command = RUNTIMES[runtime]

  for (const platform of [['win32'], ['linux', 'ia32'], ['android'], ['freebsd', 'arm64']]) {
    test(`${runtime}: nothing is made for ${platform.join(' ')}`, (t) => {
      const met = new Copy(t).install(HERE).run(command, { platform })
      isExplained(
        t,
        met,
        platform.join('-'),
        'linux-x64-gnu',
        'darwin-arm64',
        'freebsd-x64',
        'docs/building.md',
      )
      t.false(met.message.includes('npm install'))
    })
  }

  for (const platform of ['openbsd', 'netbsd']) {
    test(`${runtime}: ${platform} builds from source, and loads what it built`, (t) => {
      const copy = new Copy(t)
      const met = copy.run(command, { platform: [platform, 'x64'] })
      isExplained(t, met, `${platform}-x64`, 'built from source', 'docs/building.md')
      writeFileSync(join(copy.ours, `psutil-native.${platform}-x64.node`), BINARY)
      t.true(copy.run(command, { platform: [platform, 'x64'] }).works)
    })
  }
}

const DENO_WITH_VARIABLE = [...RUNTIMES.Deno, '--allow-env=NAPI_RS_NATIVE_LIBRARY_PATH']
for (const [runtime, command] of [
  ['Node', RUNTIMES.Node],
  ['Deno', DENO_WITH_VARIABLE],
  ['Bun', RUNTIMES.Bun],
] as const) {
  test(`${runtime}: NAPI_RS_NATIVE_LIBRARY_PATH alone is taken`, (t) => {
    const copy = new Copy(t)
    const library = (name: string, content: Buffer | string): string => {
      const path = join(copy.folder, name)
      writeFileSync(path, content)
      return path
    }
    const good = library('any-name.bin', BINARY)
    t.true(copy.run(command, { library: good }).works)
    t.true(copy.run(command, { library: good, platform: ['win32'] }).works, 'a platform without packages')

    copy.install(HERE)
    mkdirSync(join(copy.folder, 'a folder'))
    const nowhere = join(copy.folder, 'nowhere.node')
    for (const path of [nowhere, library('corrupt.node', 'text'), join(copy.folder, 'a folder')]) {
      const met = copy.run(command, { library: path })
      isExplained(t, met, `NAPI_RS_NATIVE_LIBRARY_PATH says ${path}`, 'unset')
      t.true(met.cause?.includes(path), met.cause)
      t.is(met.errors, 1)
    }
  })
}

test('Deno: the variable is passed over, silently, where it may not be read', (t) => {
  t.true(new Copy(t).install(HERE).run(RUNTIMES.Deno, { library: '/nowhere.node' }).works)
})

test('Deno without --allow-ffi: the message names the flag', (t) => {
  const met = new Copy(t).install(HERE).run(RUNTIMES.Deno.filter((each) => each !== '--allow-ffi'))
  isExplained(t, met, '--allow-ffi')
  t.is(met.errors, 2)
})

const noPermissions = process.allowedNodeEnvironmentFlags.has('--experimental-permission')
testUnless(noPermissions ? undefined : 'this Node has another flag')('Node without --allow-addons', (t) => {
  const command = [process.execPath, '--experimental-permission', '--allow-fs-read=*', '--no-warnings']
  const copy = new Copy(t).install(HERE)
  isExplained(t, copy.run(command), '--allow-addons')
  isExplained(t, copy.run([process.execPath, '--no-addons']), '--no-addons')
})
