// Whether all files have the same version:
//
//   node scripts/check-version.mjs              they agree with each other
//   node scripts/check-version.mjs v1.2.3       and with this tag, and the changelog begins with it
//   node scripts/check-version.mjs --notes      prints what the changelog says about it
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { faults, notes } from './release/version.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
const [argument] = process.argv.slice(2)

if (argument === '--notes') {
  console.log(notes(root, version) ?? notes(root, 'Unreleased') ?? '')
} else {
  const found = faults(root, argument)
  for (const fault of found) console.error(`check-version: ${fault}`)
  if (found.length > 0) process.exit(1)
  console.log(`version ${version}`)
}
