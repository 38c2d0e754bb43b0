// What builds for other systems: the compiler's standard library from its source, so that it can be built for any
// target and without what only prints backtraces; and zig, which links for all of them.
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { output, run } from './run.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const TOOLS = join(ROOT, 'target/release-tools')
const DEBIAN = ['rustc-web', 'cargo-web', 'rust-web-src']

const works = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** Whether this compiler's standard library can be built, since its source is there. */
function hasSource(rustc) {
  if (!works(rustc, '--version')) return false
  const sysroot = output(rustc, ['--print', 'sysroot']).trim()
  return existsSync(join(sysroot, 'lib/rustlib/src/rust/library/Cargo.lock'))
}

/** The environment in which `cargo` builds the standard library too: rustup's, or that of Debian's packages. */
export function rust() {
  if (hasSource('rustc') || works('rustup', 'component', 'add', 'rust-src')) return { RUSTC_BOOTSTRAP: '1' }
  if (!hasSource('/usr/bin/rustc')) {
    const sudo = process.getuid() === 0 ? [] : ['sudo']
    const install = ['install', '--yes', '--quiet=2', '--no-install-recommends', '--no-remove', ...DEBIAN]
    for (const args of [['update', '--quiet=2'], install]) {
      const [command, ...rest] = [...sudo, 'apt-get', ...args]
      run(command, rest)
    }
  }
  const path = `/usr/bin:${process.env.PATH}`
  return { RUSTC_BOOTSTRAP: '1', RUSTC: '/usr/bin/rustc', CARGO: '/usr/bin/cargo', PATH: path }
}

/** The environment in which `cargo-zigbuild` is found and finds zig; both come from PyPI, as requirements.txt says. */
export function zig(environment) {
  const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url))
  const cargoZigbuild = join(TOOLS, 'bin/cargo-zigbuild')
  if (!existsSync(cargoZigbuild)) {
    rmSync(TOOLS, { recursive: true, force: true })
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps']
    run('python3', [...pip, '--target', TOOLS, '--requirement', requirements])
  }
  return {
    ...environment,
    PATH: `${join(TOOLS, 'bin')}:${environment.PATH ?? process.env.PATH}`,
    CARGO_ZIGBUILD_ZIG_PATH: join(TOOLS, 'ziglang/zig'),
  }
}
