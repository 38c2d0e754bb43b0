// The version stands in many files, each for a program that reads only that one. All must say the same.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const read = (root, path) => readFileSync(join(root, path), 'utf8')
const json = (root, path) => JSON.parse(read(root, path))

/** Where cargo notes the versions of our crates; the fuzzer, which is never published, has none of its own. */
export const LOCKS = ['Cargo.lock', 'fuzz/Cargo.lock']
const CRATE = /^name = "(psutil-(?!fuzz)[^"]+)"\nversion = "([^"]+)"/gm

/** The folders of the platforms' packages. */
export function platforms(root) {
  const entries = readdirSync(join(root, 'npm'), { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

/** Where a version stands, and which. */
export function versions(root) {
  const lock = json(root, 'package-lock.json')
  const crates = LOCKS.flatMap((path) =>
    Array.from(read(root, path).matchAll(CRATE), ([, crate, version]) => [`${path}, ${crate}`, version]),
  )
  return [
    ['package.json', json(root, 'package.json').version],
    ['package-lock.json', lock.version],
    ['package-lock.json, packages', lock.packages[''].version],
    ['Cargo.toml', /^\[workspace\.package\]\nversion = "([^"]+)"/m.exec(read(root, 'Cargo.toml'))?.[1]],
    ...crates,
    ...platforms(root).map((platform) => {
      const path = `npm/${platform}/package.json`
      return [path, json(root, path).version]
    }),
  ]
}

/** The sections of the changelog: what follows `## [name] - date`. */
export function sections(changelog) {
  const headings = [...changelog.matchAll(/^## \[([^\]]+)\](?: - (\S+))?$/gm)]
  return headings.map(({ 0: heading, 1: name, 2: date, index }, at) => {
    const end = headings[at + 1]?.index ?? changelog.length
    return { name, date, text: changelog.slice(index + heading.length, end).trim() }
  })
}

/** What a user reads about a version. */
export function notes(root, version) {
  return sections(read(root, 'CHANGELOG.md')).find(({ name }) => name === version)?.text
}

/** What is wrong, a sentence each. With a tag also whether this is the moment to publish it. */
export function faults(root, tag) {
  const { version } = json(root, 'package.json')
  const found = versions(root)
    .filter(([, other]) => other !== version)
    .map(([where, other]) => `${where} has ${other ?? 'no version'}, package.json has ${version}`)
  if (tag === undefined) return found
  if (tag !== `v${version}`) found.push(`the tag is ${tag}, package.json has ${version}`)
  // An empty [Unreleased] is where the next change will stand.
  const written = sections(read(root, 'CHANGELOG.md')).filter(
    ({ name, text }) => name !== 'Unreleased' || text !== '',
  )
  const top = written[0]
  if (top?.name !== version) found.push(`CHANGELOG.md begins with ${top?.name ?? 'nothing'}, not ${version}`)
  else if (!/^\d{4}-\d\d-\d\d$/.test(top.date ?? '')) found.push(`CHANGELOG.md does not date ${version}`)
  else if (top.text === '') found.push(`CHANGELOG.md says nothing about ${version}`)
  return found
}
