import test from 'ava'
import { features, isAvailable, type Platform } from 'psutil-native'
import { filesBelow, text } from './sources.ts'

const NAMES: Record<Platform, string> = {
  linux: 'Linux',
  darwin: 'macOS',
  freebsd: 'FreeBSD',
  openbsd: 'OpenBSD',
  netbsd: 'NetBSD',
}

/** A comment and what it is about: a function or a class of a module, or a member of a class. */
const DOCUMENTED =
  /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n(?:export (?:async )?(?:function\*?|class) |( +)(?:static |readonly |get |async |\*)*)(\w+)/g

/** The platforms that a comment names, without where each of them has its answer from. */
function named(comment: string): string[] | undefined {
  const line = comment.replaceAll(/\n\s*\*/g, '')
  const list = /Availability: ((?:[^.()]|\((?:[^()]|\([^()]*\))*\))*)\./.exec(line)?.[1]
  return list
    ?.replaceAll(/\((?:[^()]|\([^()]*\))*\)/g, '')
    .split(',')
    .map((name) => name.trim())
}

/** What is said of each feature, as often as it is. */
function said(): [feature: string, platforms: string[] | undefined][] {
  return filesBelow('src', '.ts').flatMap((path) => {
    const found = [...text(path).matchAll(DOCUMENTED)]
    return found.map(([, comment = '', indent, name = '']): [string, string[] | undefined] => {
      const feature = name === 'Process' ? 'process' : name
      return [indent === undefined ? feature : `process.${name}`, named(comment)]
    })
  })
}

function expected(feature: string): string[] {
  const platforms = Object.entries(NAMES) as [Platform, string][]
  return platforms.filter(([platform]) => isAvailable(feature as never, platform)).map(([, name]) => name)
}

test('comments name the platforms on which a feature answers', (t) => {
  const known = new Set<string>(features)
  const all = said().filter(([feature]) => known.has(feature))
  for (const [feature, platforms] of all) {
    if (platforms !== undefined) t.deepEqual(platforms, expected(feature), feature)
  }
  t.true(all.filter(([, platforms]) => platforms !== undefined).length > 60)
})

test('what does not answer everywhere says so', (t) => {
  const all = said()
  for (const feature of features.filter((each) => expected(each).length < 5)) {
    const comments = all.filter(([name, platforms]) => name === feature && platforms !== undefined)
    t.not(comments.length, 0, feature)
  }
})
