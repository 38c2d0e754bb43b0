// What `npm run check:workflows` needs its own tools for, everybody is told of the most important.
import test from 'ava'
import { filesBelow, text } from './sources.ts'

const WORKFLOWS = filesBelow('.github/workflows', '.yml')

/** The jobs of a workflow: their names and lines. */
function jobs(workflow: string): { name: string; lines: string }[] {
  const [, body = ''] = workflow.split(/^jobs:\n/m)
  const parts = body.split(/^ {2}(?=[\w-]+:\n)/m).slice(1)
  return parts.map((part) => ({ name: part.slice(0, part.indexOf(':')), lines: part }))
}

/** The actions that a workflow uses, with the comment behind each; not those of this repository. */
function uses(workflow: string): { action: string; at: string; comment: string }[] {
  const lines = workflow.matchAll(/\buses: (?!\.\/)(?<action>[^@\s]+)@(?<at>\S+)(?: # (?<comment>.*))?$/gm)
  return Array.from(lines, ({ groups }) => {
    return { action: groups?.action ?? '', at: groups?.at ?? '', comment: groups?.comment ?? '' }
  })
}

test('there are workflows, with jobs and actions', (t) => {
  t.true(WORKFLOWS.length >= 3)
  for (const path of WORKFLOWS) {
    t.true(jobs(text(path)).length > 0, path)
    t.true(uses(text(path)).length > 0, path)
  }
})

test('an action is the same commit wherever it is used, and its version stands there', (t) => {
  const commits = new Map<string, string>()
  for (const { action, at, comment } of WORKFLOWS.flatMap((path) => uses(text(path)))) {
    t.regex(at, /^[\da-f]{40}$/, action)
    t.regex(comment, /^v\d+\.\d+\.\d+$/, action)
    t.is(commits.get(action) ?? at, at, action)
    commits.set(action, at)
  }
})

test('jobs end, and may do what they say', (t) => {
  for (const path of WORKFLOWS) {
    t.regex(text(path), /^permissions:( \{\}|\n {2}contents: read)$/m, path)
    for (const { name, lines } of jobs(text(path))) {
      const isOurs = /^ {4}uses: \.\//m.test(lines)
      if (!isOurs) t.regex(lines, /^ {4}timeout-minutes: \d+$/m, `${path}, ${name}`)
      const checkouts = lines.split('actions/checkout@').length - 1
      t.is(lines.split('persist-credentials: false').length - 1, checkouts, `${path}, ${name}`)
    }
  }
})

test('a release caches nothing, tests all that it builds, and waits for all tests', (t) => {
  const release = text('.github/workflows/release.yml')
  t.is(release.split('package-manager-cache: false').length, release.split('actions/setup-node@').length)
  t.notRegex(release, /^ +cache: /m)
  const all = jobs(release)
  const [tests, build] = [
    all.filter(({ name }) => name.startsWith('test')),
    all.find(({ name }) => name === 'build'),
  ]
  const built = Array.from(build?.lines.matchAll(/^ +platforms: (.+)$/gm) ?? [], ([, names = '']) =>
    names.split(' '),
  )
  const packages = filesBelow('npm', 'package.json').map((path) => path.split('/')[1] ?? '')
  t.deepEqual(built.flat().sort(), packages.sort())
  for (const platform of packages) {
    t.true(
      tests.some(({ lines }) => lines.includes(platform)),
      platform,
    )
  }
  for (const last of ['rehearse', 'publish']) {
    const needs = / needs: \[(.*)\]/
      .exec(all.find(({ name }) => name === last)?.lines ?? '')?.[1]
      ?.split(', ')
    t.deepEqual(needs, [...tests.map(({ name }) => name), 'systems'], last)
  }
})
