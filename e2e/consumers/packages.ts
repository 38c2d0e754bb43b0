// What was published: looked at as it comes from the registry.
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Consumer, Ground } from '../consumer.ts'
import { foreign, javascript, LIGHTEST, manifestFaults, type PackedFile, tooHeavy } from '../rules.ts'
import { expect, refusal } from './expect.ts'

interface Binary {
  faults(platform: string, path: string): string[]
}

interface Tarball {
  readonly path: string
  readonly files: PackedFile[]
}

interface Packed {
  readonly name: string
  readonly filename: string
  readonly files: PackedFile[]
}

async function packs(ground: Ground, folder: string, names: readonly string[]): Promise<Packed[]> {
  return Object.values(JSON.parse(await ground.run(folder, 'npm', ['pack', '--json', ...names])))
}

async function download(ground: Ground, folder: string): Promise<Tarball> {
  const [packed] = await packs(ground, folder, ['psutil-native'])
  if (packed === undefined) throw new Error('nothing came of npm pack')
  return { path: join(folder, packed.filename), files: packed.files }
}

async function manifest(ground: Ground, folder: string): Promise<Record<string, unknown>> {
  return JSON.parse(await ground.run(folder, 'npm', ['view', 'psutil-native', '--json']))
}

async function contents(ground: Ground): Promise<void> {
  const { files } = await download(ground, ground.folder('contents'))
  const others = foreign(files)
  expect(others.length === 0, `nobody needs ${others.join(', ')}`)
}

async function weight(ground: Ground): Promise<void> {
  const { files } = await download(ground, ground.folder('weight'))
  const { library, program } = javascript(files)
  expect(library > 0 && library < 100_000, `${library} bytes of JavaScript`)
  expect(program > 0 && program < 50_000, `${program} bytes of the terminal program`)
}

async function installation(ground: Ground): Promise<void> {
  const faults = manifestFaults(await manifest(ground, ground.folder('manifest')))
  expect(faults.length === 0, faults.join('\n'))
}

async function platforms(ground: Ground): Promise<void> {
  const folder = ground.folder('platforms')
  const { optionalDependencies } = await manifest(ground, folder)
  const names = Object.keys(optionalDependencies ?? {})
  const modules = (await packs(ground, folder, names)).map(({ name, files }) => {
    const [module, ...others] = files.filter(({ path }) => path.endsWith('.node'))
    if (module === undefined || others.length > 0) throw new Error(`not one native module in ${name}`)
    return { path: name, size: module.size }
  })
  expect(modules.length === names.length, `${modules.length} of ${names.length} platforms`)
  const faults = tooHeavy(modules)
  expect(faults.length === 0, faults.join('\n'))
}

/** What `npm run build:release` has looked at already, and of what has been published. */
async function binaries(ground: Ground): Promise<void> {
  const { faults }: Binary = await import(join(ground.repository, 'scripts/release/binary.mjs'))
  const folder = ground.folder('binaries')
  const found: string[] = []
  for (const platform of readdirSync(join(ground.repository, 'npm'))) {
    const [packed] = await packs(ground, folder, [`@psutil-native/binding-${platform}`])
    await ground.run(folder, 'tar', ['--extract', '--gzip', '--file', packed?.filename ?? ''])
    const path = join(folder, 'package', `psutil-native.${platform}.node`)
    if (statSync(path).size >= LIGHTEST)
      found.push(...faults(platform, path).map((fault) => `${platform}: ${fault}`))
  }
  expect(found.length === 0, found.join('\n'))
}

async function alone(ground: Ground): Promise<void> {
  const said = await refusal(ground.run(ground.folder('alone'), 'npm', ['view', 'typescript', 'version']))
  expect(said.includes('E404'), said)
}

async function publint(ground: Ground): Promise<void> {
  const folder = ground.folder('publint')
  const { path } = await download(ground, folder)
  const said = await ground.run(folder, ground.tool('publint'), ['--strict', path])
  expect(said.includes('All good!'), said)
}

// The package is ESM only, and `require()` of it is Node's own: it takes ESM in every version that `engines`
// names. What this profile leaves out is `node10`, which knows no `exports`, and `node16-cjs`, where
// TypeScript says what was true before Node could do so.
async function attw(ground: Ground): Promise<void> {
  const folder = ground.folder('attw')
  const { path } = await download(ground, folder)
  await ground.run(folder, ground.tool('attw'), [path, '--profile', 'esm-only', '--no-color', '--no-emoji'])
}

export const PACKAGES: Consumer[] = [
  { name: 'The package: nothing that nobody needs', quick: true, run: contents },
  { name: 'The package: less than 100 kB of JavaScript', quick: true, run: weight },
  { name: 'The package: no scripts, no dependencies', quick: true, run: installation },
  { name: 'The package: publint', quick: true, run: publint },
  { name: 'The package: Are The Types Wrong?', quick: false, run: attw },
  { name: 'The platforms: at most 1 MB each', quick: false, run: platforms },
  { name: 'The platforms: any glibc from 2.17 on, and nothing else', quick: false, run: binaries },
  { name: 'The registry: nothing else is there', quick: true, run: alone },
]
