// The packages of a release, as files that `npm pack` wrote.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { posix, resolve } from 'node:path'

const ROOT = 'psutil-native'

const tar = (...args) => execFileSync('tar', args, { encoding: 'utf8' })

/** The package.json of a tarball. */
const described = (path) => JSON.parse(tar('-xzOf', path, 'package/package.json'))

/** Whether a tarball has what is loaded of it: npm packs a package without its binary and says nothing. */
function isWhole(path, main) {
  const files = tar('-tzf', path).split('\n')
  return main !== undefined && files.includes(posix.join('package', main))
}

/** All packages below a folder: that of each platform, and the one that wants them. */
export function release(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tgz'),
  )
  const all = files.sort().map((file) => {
    const path = resolve(folder, file)
    const integrity = `sha512-${createHash('sha512').update(readFileSync(path)).digest('base64')}`
    const { name, version, main, optionalDependencies } = described(path)
    const wants = optionalDependencies ?? {}
    return { name, version, path, integrity, whole: isWhole(path, main), wants }
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
    ...[root, ...platforms]
      .filter(({ whole }) => !whole)
      .map(({ name }) => `${name} lacks what is loaded of it`),
    ...platforms
      .filter(({ version }) => version !== root.version)
      .map(({ name, version }) => `${name} has version ${version}, ${ROOT} has ${root.version}`),
  ]
}
