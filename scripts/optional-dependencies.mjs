// Writes the packages of all platforms, each in exactly this version, into the package.json of a folder:
// `node scripts/optional-dependencies.mjs FOLDER`. What is published depends on them; the repository does
// not, or `npm ci` would look for what is not published yet.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What the packages of the platforms are called, with their versions. */
export function optionalDependencies(version, platforms) {
  for (const platform of platforms) {
    if (platform.version === version) continue
    throw new Error(
      `${platform.name} is ${platform.version}, not ${version}: run \`node scripts/set-version.mjs ${version}\``,
    )
  }
  if (platforms.length === 0) throw new Error('no packages of platforms')
  return Object.fromEntries(platforms.map(({ name }) => [name, version]).sort())
}

function main([folder]) {
  if (folder === undefined) throw new Error('which folder?')
  const npm = fileURLToPath(new URL('../npm/', import.meta.url))
  const platforms = readdirSync(npm).map((name) => read(join(npm, name, 'package.json')))
  const path = join(folder, 'package.json')
  const root = read(path)
  root.optionalDependencies = optionalDependencies(root.version, platforms)
  writeFileSync(path, `${JSON.stringify(root, null, 2)}\n`)
}

function read(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url))
  main(process.argv.slice(2))
