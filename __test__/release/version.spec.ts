// The version stands in many files; the scripts of a release must miss none.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { filesBelow, ROOT, text } from '../house/sources.ts'

const PACKAGES = filesBelow('npm', 'package.json')
const FILES = [
  'package.json',
  'package-lock.json',
  'Cargo.toml',
  'Cargo.lock',
  'fuzz/Cargo.lock',
  ...PACKAGES,
]
const CHANGELOG =
  '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- Much.\n\n## [0.0.9] - 2026-01-02\n\n- Little.\n'

let faults: (root: string, tag?: string) => string[]

test.before(async () => {
  ;({ faults } = await import(`${ROOT}scripts/release/version.mjs`))
})

interface Copy {
  folder: string
  run(script: string, ...args: string[]): { status: number | null; output: string }
  change(path: string, from: string | RegExp, to: string): void
  read(path: string): string
}

/** What the scripts read and write, elsewhere. */
function copy(t: ExecutionContext): Copy {
  const folder = mkdtempSync(join(tmpdir(), 'psutil-native-version-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const scripts = ['check-version.mjs', 'set-version.mjs', 'release'].map((name) => `scripts/${name}`)
  for (const path of [...FILES, ...scripts]) cpSync(join(ROOT, path), join(folder, path), { recursive: true })
  writeFileSync(join(folder, 'CHANGELOG.md'), CHANGELOG)
  const read = (path: string) => readFileSync(join(folder, path), 'utf8')
  return {
    folder,
    read,
    run(script, ...args) {
      const command = [join(folder, `scripts/${script}.mjs`), ...args]
      const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' })
      return { status, output: stdout + stderr }
    },
    change(path, from, to) {
      const before = read(path)
      const after = before.replace(from, to)
      t.not(after, before, path)
      writeFileSync(join(folder, path), after)
    },
  }
}

test('here they agree', (t) => {
  const { status, output } = copy(t).run('check-version')
  t.is(status, 0, output)
  t.is(output, `version ${JSON.parse(text('package.json')).version}\n`)
  t.true(PACKAGES.length >= 5)
})

test('a version that is set stands everywhere, and is ready to be tagged', (t) => {
  const { run, read } = copy(t)
  const { status, output } = run('set-version', '7.8.9')
  t.is(status, 0, output)
  t.is(run('check-version', 'v7.8.9').output, 'version 7.8.9\n')
  t.regex(read('CHANGELOG.md'), /^## \[Unreleased\]\n\n## \[7\.8\.9\] - \d{4}-\d\d-\d\d\n\n### Added$/m)
  t.is(run('check-version', '--notes').output, '### Added\n\n- Much.\n')
  t.is(run('check-version', 'v7.8.8').status, 1)
  for (const path of FILES.filter((path) => path.endsWith('.json'))) {
    const formatted = `${JSON.stringify(JSON.parse(read(path)), null, 2)}\n`
    t.is(read(path), formatted, path)
  }
})

test('a file with another version is noticed', (t) => {
  const { folder, run, read, change } = copy(t)
  t.is(run('set-version', '7.8.9').status, 0)
  for (const path of FILES) {
    const before = read(path)
    change(path, '7.8.9', '7.8.8')
    t.true(faults(folder).length > 0, path)
    writeFileSync(join(folder, path), before)
  }
  t.deepEqual(faults(folder, 'v7.8.9'), [])
})

test('a changelog that is not about this version is noticed', (t) => {
  const { folder, run, change } = copy(t)
  t.is(run('set-version', '7.8.9').status, 0)
  change('CHANGELOG.md', '## [Unreleased]\n', '## [Unreleased]\n\n- Something that nobody has yet.\n')
  t.regex(faults(folder, 'v7.8.9').join(), /begins with Unreleased/)
  change('CHANGELOG.md', /## \[Unreleased\]\n\n.*\n/, '')
  t.deepEqual(faults(folder, 'v7.8.9'), [])
  change('CHANGELOG.md', /(?<=\[7\.8\.9\]) - \S+/, '')
  t.regex(faults(folder, 'v7.8.9').join(), /does not date 7\.8\.9/)
})

test('no version at all is refused', (t) => {
  for (const args of [[], ['v1.2.3'], ['1.2'], ['latest']])
    t.is(copy(t).run('set-version', ...args).status, 1)
})
