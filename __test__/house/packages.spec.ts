// The packages of the binaries, the list that napi builds, and what the loader asks for are the same.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { exists, ROOT, text } from './sources.ts'

const OURS = JSON.parse(text('package.json'))
const FOLDERS = readdirSync(join(ROOT, 'npm')).sort()
const LOADER = text('native.cjs')
/** Whoever is there builds them, and the loader finds them. */
const FROM_SOURCE = ['openbsd-x64', 'netbsd-x64']

/** What napi calls the platform of one of Rust's targets. */
function platformOf(target: string): string {
  const [arch = '', , system = '', abi] = target.split('-')
  const cpu = { x86_64: 'x64', aarch64: 'arm64', armv7: 'arm' }[arch] ?? arch
  return [system, cpu, ...(abi === undefined ? [] : [abi])].join('-')
}

function names(pattern: RegExp): string[] {
  return Array.from(LOADER.matchAll(pattern), ([, name = '']) => name).sort()
}

test('each target that napi builds has its package', (t) => {
  t.deepEqual(OURS.napi.targets.map(platformOf).sort(), FOLDERS)
})

test('the loader names each package and each file literally', (t) => {
  const all = [...FOLDERS, ...FROM_SOURCE].sort()
  t.deepEqual(names(/try \{ return require\('@psutil-native\/binding-([\w-]+)'\) \}/g), all)
  t.deepEqual(names(/try \{ return require\('\.\/psutil-native\.([\w-]+)\.node'\) \}/g), all)
  const published = /const PUBLISHED = \[([^\]]*)\]/.exec(LOADER)?.[1] ?? ''
  t.deepEqual(Array.from(published.matchAll(/'([^']*)'/g), ([, name]) => name).sort(), FOLDERS)
})

test('the loader reads no file, starts nothing and asks for nothing but the variable', (t) => {
  const code = LOADER.replaceAll(/\/\/.*$|\/\*[\s\S]*?\*\//gm, '')
  t.false(/\bfs\b|child_process|\breport\b|wasm?i|__dirname/.test(code))
  t.is(code.match(/process\.env\b/g)?.length, 1)
})

for (const platform of FOLDERS) {
  test(`the package for ${platform}`, (t) => {
    const [os, cpu, abi] = platform.split('-')
    const { description, ...rest } = JSON.parse(text(`npm/${platform}/package.json`))
    const main = `psutil-native.${platform}.node`
    const { version, license, homepage, bugs, repository, engines } = OURS
    t.deepEqual(rest, {
      name: `${OURS.napi.packageName}-${platform}`,
      version,
      license,
      homepage,
      bugs,
      repository: { ...repository, directory: `npm/${platform}` },
      os: [os],
      cpu: [cpu],
      ...(abi === undefined ? {} : { libc: [abi === 'musl' ? 'musl' : 'glibc'] }),
      main,
      files: [main],
      engines,
      publishConfig: { access: 'public' },
    })
    t.true(OURS.os.includes(os))
    const readme = text(`npm/${platform}/README.md`)
    t.true(
      readme.includes(rest.name) && readme.includes(description.replace(/psutil-native/, '`$&`')),
      readme,
    )
  })
}

test('what the package names is there', (t) => {
  for (const path of OURS.files) t.true(exists(path), path)
  t.is(OURS.repository.url, `git+${OURS.homepage.replace('#readme', '.git')}`)
})
