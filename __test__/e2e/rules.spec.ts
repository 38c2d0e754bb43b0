import test from 'ava'
import { foreign, javascript, manifestFaults, tooHeavy } from '../../e2e/rules.ts'

const file = (path: string, size = 10) => ({ path, size })

test('what users need, and what they do not', (t) => {
  const needed = [
    'dist/index.js',
    'dist/cli/bin.js',
    'dist/process/open-files.d.ts',
    'native.cjs',
    'native.d.cts',
  ]
  const also = ['index.d.ts', 'README.md', 'CHANGELOG.md', 'LICENSE', 'package.json']
  t.deepEqual(foreign([...needed, ...also].map((path) => file(path))), [])
  const others = ['src/index.ts', 'dist/index.js.map', 'psutil-native.linux-x64-gnu.node', 'dist/.cache/x.js']
  t.deepEqual(foreign(others.map((path) => file(path))), others)
})

test('only JavaScript is JavaScript, and the terminal program no part of the library', (t) => {
  const files = [file('dist/index.js', 1), file('native.cjs', 2), file('index.d.ts', 4), file('x.json', 8)]
  t.deepEqual(javascript([...files, file('dist/cli/bin.js', 16)]), { library: 3, program: 16 })
})

test('native modules of up to 1 MB', (t) => {
  t.deepEqual(tooHeavy([file('a', 1_000_000), file('b', 22)]), [])
  t.deepEqual(tooHeavy([file('a', 1_000_001), file('b', 22)]), ['a: 1000001 bytes'])
  t.deepEqual(tooHeavy([file('b', 22)]), ['no native module was built'])
})

const MANIFEST = {
  version: '1.2.3',
  scripts: { test: 'ava' },
  optionalDependencies: { '@psutil-native/binding-linux-x64-gnu': '1.2.3' },
  peerDependencies: { '@types/node': '>=20' },
  peerDependenciesMeta: { '@types/node': { optional: true } },
}

test('a package that only wants its platforms', (t) => {
  t.deepEqual(manifestFaults(MANIFEST), [])
})

test('each thing that is wrong with a package', (t) => {
  const faults = (changes: Record<string, unknown>) => manifestFaults({ ...MANIFEST, ...changes }).join()
  t.regex(faults({ scripts: { postinstall: 'x' } }), /runs a script/)
  t.regex(faults({ dependencies: { x: '1' } }), /it has dependencies: x/)
  t.regex(faults({ peerDependenciesMeta: undefined }), /needs its peer @types\/node/)
  t.regex(faults({ optionalDependencies: undefined }), /no platform/)
  t.regex(faults({ optionalDependencies: { fsevents: '1.2.3' } }), /fsevents is no platform/)
  t.regex(faults({ version: '1.2.4' }), /wanted in 1\.2\.3, not in 1\.2\.4/)
})
