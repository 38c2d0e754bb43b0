// What npm's registry knows, and telling it more, all by the npm that is found.
import { spawnSync } from 'node:child_process'

function npm(args, options) {
  const result = spawnSync('npm', args, { encoding: 'utf8', ...options })
  if (result.error !== undefined) throw result.error
  return result
}

/** The integrity of a version that is published; undefined for one that is not. */
export function published({ name, version }) {
  // Not from npm's cache: an answer of a minute ago says nothing about a package that was just published.
  const args = ['view', `${name}@${version}`, 'dist.integrity', '--json', '--prefer-online']
  const { status, stdout, stderr } = npm(args)
  const answer = stdout.trim() === '' ? undefined : JSON.parse(stdout)
  if (status === 0) return answer
  if (answer?.error?.code === 'E404') return undefined
  throw new Error(`npm ${args.join(' ')} failed: ${stderr}`)
}

/** Publishes a tarball as it is: nothing of it is run. */
export function publish({ name, version, path }, { dryRun }) {
  const args = ['publish', path, '--ignore-scripts', '--access', 'public']
  // A release candidate is what one gets who asks for it.
  args.push('--tag', version.includes('-') ? 'next' : 'latest')
  if (dryRun) args.push('--dry-run')
  // Where GitHub vouches for what built it; by hand nobody does.
  else if (process.env.ACTIONS_ID_TOKEN_REQUEST_URL !== undefined) args.push('--provenance')
  const { status } = npm(args, { stdio: 'inherit' })
  if (status !== 0) throw new Error(`${name}@${version} was not published`)
}
