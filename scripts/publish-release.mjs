// Publishes the packages of a release, the platforms' first and the one that wants them last:
//
//   node scripts/publish-release.mjs artifacts --dry-run
//
// It can be run again after it stopped half-way: what is published is left alone.
import { setTimeout } from 'node:timers/promises'
import { publish, published } from './release/registry.mjs'
import { faults, release } from './release/tarballs.mjs'

/** How long it waits before it asks again whether what was published can be installed, and how often. Milliseconds. */
const INTERVAL = Number(process.env.PSUTIL_RELEASE_INTERVAL ?? 10_000)
const QUESTIONS = 60

const dryRun = process.argv.includes('--dry-run')
const [folder = 'artifacts'] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))

function die(reasons) {
  for (const reason of reasons) console.error(`publish-release: ${reason}`)
  process.exit(1)
}

/** Published by an earlier attempt. Two builds of one version must not be mixed: only one of them was tested. */
function isPublished(each) {
  const integrity = published(each)
  if (integrity !== undefined && integrity !== each.integrity) {
    die([`${each.name}@${each.version} was published from another build: release a new version`])
  }
  return integrity !== undefined
}

function ensurePublished(each) {
  if (isPublished(each)) console.log(`${each.name}@${each.version} is published already`)
  else publish(each, { dryRun })
}

/** A name that nobody has asked for before may take the registry a while. */
async function allResolve(packages) {
  for (let question = 1; ; question += 1) {
    const missing = packages.filter((each) => !isPublished(each)).map(({ name }) => name)
    if (missing.length === 0) return
    if (question === QUESTIONS)
      die(missing.map((name) => `${name} cannot be installed yet; run this job again`))
    console.log(`waiting for ${missing.join(', ')}`)
    await setTimeout(INTERVAL)
  }
}

const { root, platforms } = release(folder)
const found = faults({ root, platforms })
if (found.length > 0) die(found)
for (const each of platforms) ensurePublished(each)
// Whoever installs the root in between would get it without a native module, and no error.
if (!dryRun) await allResolve(platforms)
ensurePublished(root)
