// Writes a version into every file that has it, and the changelog's heading:
//
//   node scripts/set-version.mjs 1.2.3
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { faults, LOCKS, platforms } from './release/version.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const [version] = process.argv.slice(2)
if (!/^\d+\.\d+\.\d+(-[\d.a-z]+)?$/.test(version ?? '')) {
  console.error('set-version: which version? 1.2.3, or 1.2.3-rc.1')
  process.exit(1)
}

function change(path, pattern, replacement) {
  const text = readFileSync(`${root}${path}`, 'utf8')
  writeFileSync(`${root}${path}`, text.replace(pattern, replacement))
}

for (const folder of ['', ...platforms(root).map((platform) => `npm/${platform}/`)]) {
  change(`${folder}package.json`, /^ {2}"version": "[^"]+"/m, `  "version": "${version}"`)
}
change('Cargo.toml', /^(\[workspace\.package\]\nversion = )"[^"]+"/m, `$1"${version}"`)
for (const path of LOCKS)
  change(path, /^(name = "psutil-(?!fuzz)[^"]+"\nversion = )"[^"]+"/gm, `$1"${version}"`)
const lock = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8'))
lock.version = version
lock.packages[''].version = version
writeFileSync(`${root}package-lock.json`, `${JSON.stringify(lock, null, 2)}\n`)
const today = new Date().toISOString().slice(0, 10)
change('CHANGELOG.md', /^## \[Unreleased\]$/m, `## [Unreleased]\n\n## [${version}] - ${today}`)

const found = faults(root, `v${version}`)
for (const fault of found) console.error(`set-version: ${fault}`)
process.exit(found.length > 0 ? 1 : 0)
