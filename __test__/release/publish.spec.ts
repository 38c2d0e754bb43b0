// `scripts/publish-release.mjs` against a registry of ours, by the real npm.
import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { ROOT } from '../house/sources.ts'
import { type Registry, startRegistry } from './registry.ts'

const A = '@psutil-native/binding-a'
const B = '@psutil-native/binding-b'
const MAIN = 'psutil-native'

interface Release {
  folder: string
  registry: Registry
  /** Writes the tarball of a package. */
  pack(name: string, more?: object): void
  publish(...args: string[]): Promise<{ code: number; output: string }>
}

const wants = (names: string[], version = '1.2.3') => ({
  optionalDependencies: Object.fromEntries(names.map((name) => [name, version])),
})

async function newRelease(t: ExecutionContext, version = '1.2.3'): Promise<Release> {
  const folder = mkdtempSync(join(tmpdir(), 'psutil-native-publish-'))
  const registry = await startRegistry()
  t.teardown(() => {
    registry.close()
    rmSync(folder, { recursive: true })
  })
  const artifacts = join(folder, 'artifacts')
  mkdirSync(artifacts)
  writeFileSync(
    join(folder, '.npmrc'),
    `registry=${registry.url}\n${registry.url.slice(5)}:_authToken=none\n`,
  )

  function pack(name: string, more = {}): void {
    const made = join(folder, 'package')
    mkdirSync(made, { recursive: true })
    writeFileSync(
      join(made, 'package.json'),
      JSON.stringify({ name, version, main: './package.json', ...more }),
    )
    const tarball = join(artifacts, `${name.replaceAll(/\W+/g, '-')}.tgz`)
    execFileSync('tar', ['-czf', tarball, '-C', folder, 'package'])
  }

  function publish(...args: string[]): Promise<{ code: number; output: string }> {
    const script = join(ROOT, 'scripts/publish-release.mjs')
    const { ACTIONS_ID_TOKEN_REQUEST_URL: _, ...inherited } = process.env
    const env = {
      ...inherited,
      NODE_OPTIONS: '',
      npm_config_userconfig: join(folder, '.npmrc'),
      npm_config_cache: join(folder, 'cache'),
      npm_config_registry: registry.url,
      npm_config_fetch_retries: '0',
      PSUTIL_RELEASE_INTERVAL: '10',
    }
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [script, artifacts, ...args],
        { env, cwd: folder },
        (error, stdout, stderr) => {
          resolve({ code: Number(error?.code ?? 0), output: stdout + stderr })
        },
      )
    })
  }

  pack(A)
  pack(B)
  pack(MAIN, wants([A, B], version))
  return { folder, registry, pack, publish }
}

test('the platforms come first, the root last', async (t) => {
  const { registry, publish } = await newRelease(t)
  const { code, output } = await publish()
  t.is(code, 0, output)
  t.deepEqual(registry.published, [A, B, MAIN])
  t.deepEqual(registry.packuments.get(MAIN)?.['dist-tags'], { latest: '1.2.3' })
})

test('what stopped half-way goes on where it stopped, without a root in between', async (t) => {
  const { registry, publish } = await newRelease(t)
  registry.refused.add(B)
  const stopped = await publish()
  t.is(stopped.code, 1)
  t.deepEqual(registry.published, [A])
  registry.refused.clear()
  const { code, output } = await publish()
  t.is(code, 0, output)
  t.true(output.includes(`${A}@1.2.3 is published already`), output)
  t.deepEqual(registry.published, [A, B, MAIN])
})

test('another build of what is published is refused', async (t) => {
  const { registry, pack, publish } = await newRelease(t)
  registry.refused.add(B)
  await publish()
  registry.refused.clear()
  pack(A, { description: 'another' })
  const { code, output } = await publish()
  t.is(code, 1)
  t.true(output.includes('was published from another build'), output)
  t.deepEqual(registry.published, [A])
})

test('the root waits until the platforms can be installed; a candidate is not what everybody gets', async (t) => {
  const { registry, publish } = await newRelease(t, '1.2.3-rc.1')
  registry.hidden.set(B, 2)
  const { code, output } = await publish()
  t.is(code, 0, output)
  t.true(output.includes(`waiting for ${B}`), output)
  t.is(registry.hidden.get(B), 0)
  t.is(registry.published.at(-1), MAIN)
  for (const name of [A, MAIN])
    t.deepEqual(registry.packuments.get(name)?.['dist-tags'], { next: '1.2.3-rc.1' })
})

test('a dry run publishes nothing', async (t) => {
  const { registry, publish } = await newRelease(t)
  const { code, output } = await publish('--dry-run')
  t.is(code, 0, output)
  t.deepEqual(registry.published, [])
})

const WRONG: [what: string, name: string, more: object, complaint: string][] = [
  ['is missing', MAIN, wants([A, B, '@psutil-native/binding-c']), 'wanted, and not there'],
  ['is wanted by nobody', MAIN, wants([A]), 'there, and not wanted'],
  [
    'is wanted inexactly',
    MAIN,
    { optionalDependencies: { [A]: '1.2.3', [B]: '^1.2.3' } },
    'wanted, and not there',
  ],
  ['has no binary', B, { main: 'b.node' }, `${B} lacks what is loaded of it`],
  ['has another version', B, { version: '1.2.2' }, `${B} has version 1.2.2`],
]

for (const [what, name, more, complaint] of WRONG) {
  test(`nothing is published if a platform ${what}`, async (t) => {
    const { registry, pack, publish } = await newRelease(t)
    pack(name, more)
    const { code, output } = await publish()
    t.is(code, 1)
    t.true(output.includes(complaint), output)
    t.deepEqual(registry.published, [])
  })
}
