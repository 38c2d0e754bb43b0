import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { addBinary } from '../../e2e/packages.ts'
import { ROOT } from '../house/sources.ts'

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'psutil-native-packages-'))
  t.teardown(() => rmSync(path, { recursive: true }))
  return path
}

test('the native module is that of a release, or that of the repository, or says that it is not there', (t) => {
  const repository = folder(t)
  const staging = join(repository, 'staging')
  const name = 'psutil-native.linux-x64-gnu.node'
  const copy = join(staging, 'npm/linux-x64-gnu', name)
  for (const each of ['npm/linux-x64-gnu', 'staging/npm/linux-x64-gnu'])
    mkdirSync(join(repository, each), { recursive: true })
  const add = (released: boolean) => addBinary({ repository, staging, released }, 'linux-x64-gnu')

  t.false(add(false))
  t.is(readFileSync(copy, 'utf8'), 'not built in this run\n')
  writeFileSync(join(repository, name), 'built')
  t.true(add(false))
  t.is(readFileSync(copy, 'utf8'), 'built')

  t.false(add(true))
  writeFileSync(join(repository, 'npm/linux-x64-gnu', name), 'released')
  t.true(add(true))
  t.is(readFileSync(copy, 'utf8'), 'released')
})

const SCRIPT = join(ROOT, 'scripts/optional-dependencies.mjs')
const OURS = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))

test('what is published wants each platform in exactly its version', (t) => {
  const path = folder(t)
  writeFileSync(join(path, 'package.json'), JSON.stringify(OURS))
  execFileSync(process.execPath, [SCRIPT, path])
  const { optionalDependencies, ...rest } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
  const platforms = readdirSync(join(ROOT, 'npm')).sort()
  t.deepEqual(
    Object.entries(optionalDependencies),
    platforms.map((name) => [`@psutil-native/binding-${name}`, OURS.version]),
  )
  t.deepEqual(rest, OURS)
})

test('platforms of another version are refused, and nothing is written', (t) => {
  const path = folder(t)
  const text = JSON.stringify({ ...OURS, version: '99.0.0' })
  writeFileSync(join(path, 'package.json'), text)
  t.throws(() => execFileSync(process.execPath, [SCRIPT, path], { stdio: 'pipe' }), {
    message: /not 99\.0\.0/,
  })
  t.is(readFileSync(join(path, 'package.json'), 'utf8'), text)
})
