// The packages of a release, as files that `npm pack` wrote.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const ROOT = 'psutil-native'

/** The package.json of a tarball. */
function described(path) {
  return JSON.parse(execFileSync('tar', ['-xzOf', path, 'package/package.json'], { encoding: 'utf8' }))
}

/** All packages below a folder: that of each platform, and the one that wants them. */
export function release(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tgz'),
  )
  const all = files.sort().map((file) => {
    const path = resolve(folder, file)
    const integrity = `sha512-${createHash('sha512').update(readFileSync(path)).digest('base64')}`
    const { name, version, optionalDependencies } = described(path)
    return { name, version, path, integrity, wants: optionalDependencies ?? {} }
  })
  const root = all.find(({ name }) => name === ROOT)
  return { root, platforms: all.filter((each) => each !== root) }
}

/** What is wrong with a release, a sentence each: the root must want just what is there. */
export function faults({ root, platforms }) {
  if (root === undefined) return [`there is no package ${ROOT}`]
  const wanted = Object.entries(root.wants).map(([name, version]) => `${name}@${version}`)
  const there = platforms.map(({ name, version }) => `${name}@${version}`)
  return [
    ...(wanted.length === 0 ? [`${ROOT} wants no platform's package`] : []),
    ...wanted.filter((each) => !there.includes(each)).map((each) => `${each} is wanted, and not there`),
    ...there.filter((each) => !wanted.includes(each)).map((each) => `${each} is there, and not wanted`),
    ...platforms
      .filter(({ version }) => version !== root.version)
      .map(({ name, version }) => `${name} has version ${version}, ${ROOT} has ${root.version}`),
  ]
}
