// Adds to package-lock.json the optional packages of other platforms that a registry mirror did not have.
// npm leaves out what it could not find, and then `npm ci` refuses the lock file. Run it after `npm install`, for
// another lock file with its folder: `node scripts/complete-lock.mjs e2e/tools/more`.
import { readFileSync, writeFileSync } from 'node:fs'

const [folder = '.'] = process.argv.slice(2)
const path = new URL(`../${folder}/package-lock.json`, import.meta.url)
const lock = JSON.parse(readFileSync(path, 'utf8'))

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
]
const PROCESSORS = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
]

for (const owner of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
    lock.packages[`node_modules/${name}`] ??= {
      version: version.replace(/^[^\d]*/, ''),
      ...(owner.dev && { dev: true }),
      optional: true,
      ...platform(name),
    }
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)

/** What the name of a platform's package says, so that npm does not even look for it elsewhere. */
function platform(name) {
  const words = name.split(/[/.-]/)
  const os = SYSTEMS.find((system) => words.includes(system))
  const cpu = PROCESSORS.find((processor) => words.includes(processor))
  return { ...(cpu && { cpu: [cpu] }), ...(os && { os: [os] }) }
}
