// Builds the binaries that are published, into npm/<platform>/, and checks each:
//
//   npm run build:release                            what this machine can build: on Linux all but Apple's
//   npm run build:release -- linux-x64-musl          one of them
//
// They differ from what `npm run build` makes: they run on older systems than the one they were built on, and are
// smaller, for the standard library is built with them.
import { copyFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { faults } from './release/binary.mjs'
import { run } from './release/run.mjs'
import { binaryOf, buildable, TARGETS } from './release/targets.mjs'
import { rust, zig } from './release/toolchain.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FOLDER = join(process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target'), 'release-build')

/** The standard library unwinds, since a panic must become an `Error`, and prints no backtraces. */
const STANDARD_LIBRARY = ['-Zbuild-std=std,panic_unwind', '-Zbuild-std-features=optimize_for_size']

function die(reason) {
  console.error(`build:release: ${reason}`)
  process.exit(1)
}

/** Where in the source it panicked, and what debugging would print: who gets the `Error` can do nothing with either. */
const LEAVE_OUT = '-Zlocation-detail=none -Zfmt-debug=none'

/** All that look symbols up have known the quicker table of them for long. */
const ONE_TABLE = '-Clink-arg=-Wl,--hash-style=gnu'

/** Flags that come on top of those of .cargo/config.toml, which `RUSTFLAGS` would replace. */
function flagsFor({ rust: target, zig: linked }) {
  const name = `CARGO_TARGET_${target.toUpperCase().replaceAll('-', '_')}_RUSTFLAGS`
  return { [name]: linked ? `${LEAVE_OUT} ${ONE_TABLE}` : LEAVE_OUT }
}

/** All at once, for most of the time each of them uses one core. */
function build(names) {
  const linked = TARGETS[names[0]].zig
  const environment = linked ? zig(rust()) : rust()
  const [command, subcommand] = linked
    ? ['cargo-zigbuild', 'zigbuild']
    : [environment.CARGO ?? 'cargo', 'build']
  const targets = names.flatMap((name) => {
    const { rust: target, glibc } = TARGETS[name]
    return ['--target', glibc === undefined ? target : `${target}.${glibc}`]
  })
  const crate = ['--package', 'psutil-node', '--no-default-features']
  const args = ['--locked', '--release', ...crate, ...STANDARD_LIBRARY, ...targets]
  const flags = names.map((name) => flagsFor(TARGETS[name]))
  const env = { ...process.env, ...environment, ...Object.assign({}, ...flags), CARGO_TARGET_DIR: FOLDER }
  run(command, [subcommand, ...args], { cwd: ROOT, env })
}

/** Puts what was built where npm packs it; whether it is as it should be. */
function take(name) {
  const library = TARGETS[name].rust.includes('apple') ? 'libpsutil_node.dylib' : 'libpsutil_node.so'
  const path = join(ROOT, binaryOf(name))
  copyFileSync(join(FOLDER, TARGETS[name].rust, 'release', library), path)
  const found = faults(name, path)
  console.log(`${binaryOf(name)}: ${statSync(path).size} bytes`)
  for (const fault of found) console.error(`  ${fault}`)
  return found.length === 0
}

const named = process.argv.slice(2)
const names = named.length > 0 ? named : buildable()
const unknown = names.filter((name) => !Object.hasOwn(TARGETS, name))
if (unknown.length > 0) die(`no platform ${unknown.join(', ')}; there are ${Object.keys(TARGETS).join(', ')}`)
const elsewhere = names.filter((name) => !buildable().includes(name))
if (elsewhere.length > 0) die(`${elsewhere.join(', ')} cannot be built on this system`)

build(names)
if (!names.map(take).every(Boolean)) die('not what may be published')
