import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { AVAILABILITY } from '../../src/generated/availability.ts'
import { native } from '../../src/native.ts'
import { ROOT, text } from './sources.ts'

test('the features are those of the native module, in its order', (t) => {
  const features = (native.nativeFeatures().match(/\S.*\S/g) ?? []).map((line) => {
    const [name, ...platforms] = line.split(' ')
    return [name, platforms]
  })
  t.deepEqual(Object.entries(AVAILABILITY), features)
})

test('what is generated from the features is what stands there', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'psutil-native-generated-'))
  t.teardown(() => rmSync(root, { recursive: true }))
  mkdirSync(join(root, 'scripts'))
  copyFileSync(join(ROOT, 'scripts/availability.mjs'), join(root, 'scripts/availability.mjs'))
  symlinkSync(join(ROOT, 'native.cjs'), join(root, 'native.cjs'))
  execFileSync(process.execPath, [join(root, 'scripts/availability.mjs')])
  for (const path of ['src/generated/availability.ts', 'docs/availability.md']) {
    t.is(readFileSync(join(root, path), 'utf8'), text(path), path)
  }
})

test('everything that is declared is there, and nothing else', (t) => {
  const functions = Array.from(
    text('index.d.ts').matchAll(/^export declare (?:function|class) (\w+)/gm),
    ([, name]) => name,
  )
  const there = Object.entries(native).filter(([, value]) => typeof value === 'function')
  t.true(functions.length > 40)
  t.deepEqual(there.map(([name]) => name).sort(), functions.sort())
})
