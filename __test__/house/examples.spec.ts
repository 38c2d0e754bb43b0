// The examples of the documentation, run as they stand.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { filesBelow, ROOT, text } from './sources.ts'

const DOCUMENTS = ['README.md', ...filesBelow('docs', '.md')]

for (const document of DOCUMENTS) {
  const examples = Array.from(text(document).matchAll(/^```ts\n(.*?)^```$/gms), ([, code = '']) => code)
  for (const [at, code] of examples.entries()) {
    test(`${document}, example ${at + 1}`, (t) => {
      // Inside of the package, so that it is found by its own name.
      const folder = mkdtempSync(join(ROOT, '__test__/.example-'))
      t.teardown(() => rmSync(folder, { recursive: true }))
      const file = join(folder, 'example.mts')
      writeFileSync(file, code.replace('/host/proc', '/proc'))
      const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', file], {
        encoding: 'utf8',
        cwd: ROOT,
        timeout: 60_000,
      })
      t.is(status, 0, stderr)
    })
  }
}

test('there are examples', (t) => {
  t.true(DOCUMENTS.length > 3 && text('README.md').includes('```ts'))
})
