// What the package may weigh, and what loading it may load: exact, unlike times, which the benchmark measures.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import test from 'ava'
import * as everything from 'psutil-native'
import { testUnless } from '../helpers/unless.ts'
import { exists, filesBelow, ROOT, text } from './sources.ts'

/** Bytes. Whoever adds a file of code and meets a limit may raise it, and says so in the changelog. */
const LIMITS = { binding: 1_250_000, main: 72_000, promises: 71_500, library: 77_500, everything: 118_000 }

const BINARY = readdirSync(ROOT).find((name) => name.endsWith('.node')) ?? ''
const binary = readFileSync(posix.join(ROOT, BINARY))
const debug = binary.includes('\0.symtab\0') ? 'it has been built for debugging' : undefined

/** The files that are loaded with this one, itself first and the loader of the native module last. */
function loadedWith(path: string, loaded: string[] = []): string[] {
  if (loaded.includes(path)) return loaded
  loaded.push(path)
  for (const [, from = ''] of text(path).matchAll(/(?:^|[;}])(?:im|ex)port\b[^"';()]*["'](\.[^"']*)["']/gm)) {
    loadedWith(posix.join(posix.dirname(path), from), loaded)
  }
  return loaded
}

function weight(paths: string[]): number {
  return paths.reduce((sum, path) => sum + Buffer.byteLength(text(path)), 0)
}

testUnless(debug)('the native module', (t) => {
  t.true(binary.length <= LIMITS.binding, `${binary.length} bytes`)
})

for (const name of ['main', 'promises'] as const) {
  test(`the JavaScript that is loaded with ${name}`, (t) => {
    const paths = loadedWith(name === 'main' ? 'dist/index.js' : 'dist/promises.js')
    t.true(paths.length > 2 && paths.length <= 4, paths.join(', '))
    t.is(paths.at(-1), 'native.cjs')
    t.true(weight(paths) <= LIMITS[name], `${weight(paths)} bytes`)
  })
}

test('all JavaScript, without the terminal program and with it', (t) => {
  const all = [...filesBelow('dist', '.js'), 'native.cjs']
  const library = weight(all.filter((path) => !path.startsWith('dist/cli/')))
  t.true(library <= LIMITS.library, `${library} bytes`)
  t.true(weight(all) <= LIMITS.everything, `${weight(all)} bytes`)
})

test('functions and classes have their names', (t) => {
  const named = Object.entries(everything).filter(([, value]) => typeof value === 'function')
  t.true(named.length > 50)
  for (const [name, value] of named) t.is((value as { name: string }).name, name)
})

test('each module has its declarations', (t) => {
  const sources = filesBelow('src', '.ts').filter((path) => !path.endsWith('.d.ts'))
  const declarations = sources.map((path) => path.replace(/^src\/(.*)\.ts$/, 'dist/$1.d.ts'))
  t.deepEqual(filesBelow('dist', '.d.ts'), declarations.sort())
  t.true(exists('dist/cli/bin.js'))
})

test('loading it loads nothing of Node that starts children, reads or waits', (t) => {
  const program = `const before = new Set(process.moduleLoadList)
    await import('psutil-native')
    console.log(JSON.stringify(process.moduleLoadList.filter((each) => !before.has(each))))`
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '' },
    encoding: 'utf8',
  })
  const loaded: string[] = JSON.parse(output)
  const seldom = /^NativeModule (child_process|net|dgram|stream|worker_threads|diagnostics_channel|util)$/
  t.deepEqual(
    loaded.filter((each) => seldom.test(each)),
    [],
  )
})
