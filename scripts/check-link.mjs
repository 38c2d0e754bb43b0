// Links the native module for the systems this machine is not: whatever it takes from a C library has to be there. zig has
// those of macOS, FreeBSD, OpenBSD and NetBSD. Then looks at what came of it with llvm-readobj.
//
//   npm run check:link                       all of them
//   npm run check:link -- darwin-arm64       one
//
// What is published is built by `npm run build:release`, macOS's on a Mac; this is only to see that it can be linked.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { output, run } from './release/run.mjs'
import { rust, zig } from './release/toolchain.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FOLDER = join(process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target'), 'check-link')

/** The compiler's name of each, and the libraries that it may need: parts of the system, all of them. */
const APPLES = [/^\/usr\/lib\/lib(System\.B|iconv\.2|charset\.1)\.dylib$/, /libpsutil_node\.dylib$/]
const TARGETS = {
  'darwin-x64': { rust: 'x86_64-apple-darwin', libraries: APPLES },
  'darwin-arm64': { rust: 'aarch64-apple-darwin', libraries: APPLES },
  'freebsd-x64': { rust: 'x86_64-unknown-freebsd', libraries: [/^lib(c\.so\.7|thr\.so\.3)$/] },
  'openbsd-x64': { rust: 'x86_64-unknown-openbsd', libraries: [/^lib(c|pthread)\.so/] },
  'netbsd-x64': { rust: 'x86_64-unknown-netbsd', libraries: [/^lib(c\.so\.12|pthread\.so\.1)$/] },
}

/** Quick to build: nobody loads it. */
const PROFILE = { CARGO_PROFILE_RELEASE_LTO: 'off', CARGO_PROFILE_RELEASE_CODEGEN_UNITS: '16' }

function die(reason) {
  console.error(`check:link: ${reason}`)
  process.exit(1)
}

/** cargo-zigbuild does not know NetBSD: a linker that is zig, with its own name for what unwinds. */
function linkerForNetBsd(zigPath) {
  const path = join(FOLDER, 'netbsd-cc')
  mkdirSync(FOLDER, { recursive: true })
  const script = `#!/bin/sh
for word; do
  shift
  case "$word" in -lgcc_s | -lgcc) word=-lunwind ;; esac
  set -- "$@" "$word"
done
exec '${zigPath}' cc -target x86_64-netbsd "$@"
`
  writeFileSync(path, script, { mode: 0o755 })
  return { CARGO_TARGET_X86_64_UNKNOWN_NETBSD_LINKER: path }
}

function link(name) {
  const tools = zig(rust())
  const env = { ...process.env, ...tools, ...PROFILE, CARGO_TARGET_DIR: FOLDER }
  const flags = ['--locked', '--release', '--package', 'psutil-node', '--target', TARGETS[name].rust]
  const args = [...flags, '-Zbuild-std=std,panic_unwind', '-Zbuild-std-features=optimize_for_size']
  const options = (more) => ({ cwd: ROOT, env: { ...env, ...more } })
  if (name.startsWith('netbsd')) {
    const linker = linkerForNetBsd(tools.CARGO_ZIGBUILD_ZIG_PATH)
    return run(tools.CARGO ?? 'cargo', ['build', ...args], options(linker))
  }
  return run('cargo-zigbuild', ['zigbuild', ...args], options())
}

/** LLVM's own, that of the compiler, or that of a component which is added to it. */
function readobj() {
  if (spawnSync('llvm-readobj', ['--version']).status === 0) return 'llvm-readobj'
  const host = /host: (.*)/.exec(output('rustc', ['-vV']))[1]
  const path = join(output('rustc', ['--print', 'sysroot']).trim(), `lib/rustlib/${host}/bin/llvm-readobj`)
  if (!existsSync(path)) run('rustup', ['component', 'add', 'llvm-tools'])
  return path
}

/** What is wrong with it, a sentence each. */
function faults(name) {
  const { rust: target, libraries } = TARGETS[name]
  const isApples = name.startsWith('darwin')
  const file = join(FOLDER, target, 'release', `libpsutil_node.${isApples ? 'dylib' : 'so'}`)
  const told = output(readobj(), ['--needed-libs', isApples ? '--syms' : '--dyn-symbols', file])
  const needed = /NeededLibraries \[\n((?: {2}.*\n)*)\]/
    .exec(told)[1]
    .split('\n')
    .map((line) => line.trim())
  const odd = needed.filter((library) => library !== '' && !libraries.some((each) => each.test(library)))
  const symbols = [...told.matchAll(/Name: _?napi_register_module_v1 [\s\S]*?Section: (\S+)/g)]
  const isExported = symbols.some(([, section]) => section === '.text' || section === '__text')
  return [
    ...odd.map((library) => `it needs ${library}`),
    ...(isExported ? [] : ['it does not export napi_register_module_v1']),
  ]
}

const named = process.argv.slice(2)
const names = named.length > 0 ? named : Object.keys(TARGETS)
const unknown = names.filter((name) => !Object.hasOwn(TARGETS, name))
if (unknown.length > 0) die(`no platform ${unknown.join(', ')}; there are ${Object.keys(TARGETS).join(', ')}`)

let failed = false
for (const name of names) {
  link(name)
  const found = faults(name)
  console.log(`${name}: ${found.length === 0 ? 'linked' : found.join(', ')}`)
  failed ||= found.length > 0
}
if (failed) die('not as it should be')
