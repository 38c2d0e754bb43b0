// Who may know whom (docs/architecture.md), read off the sources.
import { posix } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { exists, filesBelow, imports, rust, rustOutsideTests, text, typescript } from './sources.ts'

const RUST = filesBelow('crates', '.rs')
/** What ships: integration tests may start processes, write files, and be for one system. */
const SHIPPED = RUST.filter((path) => /^crates\/\w+\/(src\/|build\.rs$)/.test(path))
const CRATE_MANIFESTS = filesBelow('crates', 'Cargo.toml')
const SRC = filesBelow('src', '.ts')

const SYSTEMS = ['linux', 'freebsd', 'openbsd', 'netbsd', 'macos']

/** Asserts that no file breaks a rule; those that do are named. */
function nobody(t: ExecutionContext, paths: string[], breaks: (path: string) => boolean): void {
  t.true(paths.length > 0, 'no files to look at')
  t.deepEqual(paths.filter(breaks), [])
}

/** Where an import of a file leads, from the top. */
function target(path: string, from: string): string {
  return from.startsWith('.') ? posix.join(posix.dirname(path), from) : from
}

test('only one file of src loads the native module', (t) => {
  const loaders = SRC.filter((path) =>
    imports(path).some(({ from, typeOnly }) => /native\.cjs$|\.node$/.test(from) && !typeOnly),
  )
  t.deepEqual(loaders, ['src/native.ts'])
  nobody(t, SRC, (path) => /\brequire\(|\bcreateRequire\b|\bdlopen\b/.test(typescript(path)))
})

test('src knows the declarations of the native module as types only', (t) => {
  const knowing = SRC.flatMap((path) => imports(path).map((each) => ({ path, ...each }))).filter(
    ({ path, from }) => target(path, from) === 'index.js',
  )
  t.true(knowing.length > 0)
  t.deepEqual(
    knowing.filter(({ typeOnly }) => !typeOnly),
    [],
  )
})

test('node knows collect, and collect knows parse', (t) => {
  const names = (path: string) => text(path).match(/^(psutil-\w+)/gm) ?? []
  t.deepEqual(names('crates/node/Cargo.toml'), ['psutil-collect'])
  t.deepEqual(names('crates/collect/Cargo.toml'), ['psutil-parse'])
  t.deepEqual(names('crates/parse/Cargo.toml'), [])
})

test('napi is named only in node', (t) => {
  const others = [...RUST, ...CRATE_MANIFESTS].filter((path) => !path.startsWith('crates/node/'))
  nobody(t, others, (path) => /napi/i.test(text(path)))
})

test('only the two switches ask which system it is', (t) => {
  const switches = ['crates/collect/src/host.rs', 'crates/collect/src/port/mod.rs']
  t.deepEqual(
    SHIPPED.filter((path) => rust(path).includes('target_os')),
    switches,
  )
})

for (const system of SYSTEMS) {
  test(`the backend of ${system} names no other`, (t) => {
    const folder = `crates/collect/src/backend/${system}`
    const ours = RUST.filter((path) => path === `${folder}.rs` || path.startsWith(`${folder}/`))
    const others = SYSTEMS.filter((other) => other !== system).join('|')
    nobody(t, ours, (path) => new RegExp(`\\b(${others})\\b`, 'i').test(rust(path)))
  })
}

/** Whether what a file of the model calls `super::name` is a file of the model, the parent itself, or `super`. */
function isModel(path: string, name: string): boolean {
  const folders = [posix.dirname(path), 'crates/collect/src/model'].map((folder) => `${folder}/${name}`)
  return name === 'super' || folders.some((at) => exists(`${at}.rs`) || exists(`${at}/mod.rs`))
}

test('model knows availability, sorted maps, its own files, and the error', (t) => {
  const models = RUST.filter((path) => path.startsWith('crates/collect/src/model/'))
  const known = /^(crate::((availability|sorted)\b|\{Error, Result\}|(Error|Result)\b)|(super|std)::)/
  for (const path of models) {
    const code = rustOutsideTests(path)
    const used = code.match(/\b(crate|super|std|nix|libc|psutil_parse)::(\{[^}]*\}|\w+)/g) ?? []
    t.deepEqual(
      used.filter((each) => !known.test(each)),
      [],
      path,
    )
    const siblings = used.filter((each) => each.startsWith('super::')).map((each) => each.slice(7))
    for (const sibling of siblings) t.true(isModel(path, sibling), `${path}: ${sibling}`)
    t.false(/\bcrate::\{(?!Error, Result\})/.test(code), path)
  }
  t.deepEqual(
    models.filter((path) => /\bcrate::(\{Error, Result\}|(Error|Result)\b)/.test(rustOutsideTests(path))),
    ['crates/collect/src/model/identity.rs'],
    'only identity.rs reads text, and so can refuse it',
  )
})

test('unsafe is only in the ports', (t) => {
  const others = RUST.filter((path) => !path.startsWith('crates/collect/src/port/'))
  nobody(t, others, (path) => /\bunsafe\b|extern\s+"C"/.test(rust(path)))
})

test('files are read only in the ports', (t) => {
  const others = SHIPPED.filter((path) => !path.startsWith('crates/collect/src/port/'))
  nobody(t, others, (path) => /\bstd::(fs\b|\{[^}]*\bfs\b)|\bFile::open\b/.test(rustOutsideTests(path)))
})

test('every function handed to JavaScript catches panics', (t) => {
  const exported = RUST.filter((path) => path.startsWith('crates/node/')).flatMap((path) => {
    const found = rust(path).matchAll(
      /^\s*#\[napi(?<options>\([^)]*\))?\]\s*(?:#\[.*\]\s*)*pub fn (?<name>\w+)/gm,
    )
    return Array.from(found, ({ groups }) => ({ path, name: groups?.name, options: groups?.options ?? '' }))
  })
  t.true(exported.length > 40)
  t.deepEqual(
    exported.filter(({ options }) => !options.includes('catch_unwind')),
    [],
  )
})

test('no types are given up', (t) => {
  nobody(t, SRC, (path) => /(?:[:<|&,(]|=>|\bas)\s*any\b/.test(typescript(path)))
  nobody(t, SRC, (path) => /@ts-(ignore|expect-error|nocheck)/.test(text(path)))
})

test('every source has its tests', (t) => {
  const generated = 'src/generated/'
  nobody(t, SRC, (path) => {
    if (path.startsWith(generated) || path.endsWith('.d.ts')) return false
    return !exists(path.replace(/^src\//, '__test__/').replace(/\.ts$/, '.spec.ts'))
  })
})

test('no source is longer than 500 lines', (t) => {
  const folders = ['crates', 'src', 'scripts', '__test__', 'benchmark', 'e2e']
  const all = folders.flatMap((folder) => filesBelow(folder, '.rs', '.ts', '.mjs', '.cjs', '.py', '.go'))
  const ours = all.filter((path) => !/^benchmark\/(target|\.peers)\/|\/node_modules\//.test(path))
  nobody(t, [...ours, 'native.cjs', 'native.d.cts'], (path) => text(path).split('\n').length > 501)
})

test('the main file holds exports only', (t) => {
  const rest = typescript('src/index.ts').replaceAll(/^export (type )?\{[^}]*\} from '[^']+'$/gm, '')
  t.is(rest.trim(), '')
})

test('only the terminal program writes to the terminal', (t) => {
  const library = SRC.filter((path) => !path.startsWith('src/cli/'))
  nobody(t, library, (path) => /\bconsole\.|\bprocess\.(stdout|stderr)\b/.test(typescript(path)))
})

test('no child process is ever started, save by Popen, whose callers ask for one', (t) => {
  const others = SRC.filter((path) => path !== 'src/popen.ts')
  nobody(t, others, (path) => /child_process/.test(typescript(path)))
  nobody(t, SHIPPED, (path) => /\bCommand::new\b|\bexecve?\(|\bfork\(/.test(rustOutsideTests(path)))
})

test('the lock files name no registry, so that any will do', (t) => {
  const address = ['registry', 'npmjs', 'org'].join('.')
  const folders = ['', 'benchmark/peers/node/', 'e2e/tools/', 'e2e/tools/more/']
  nobody(
    t,
    folders.map((folder) => `${folder}package-lock.json`),
    (path) => text(path).includes(address) || text(path).includes('"resolved"'),
  )
})
