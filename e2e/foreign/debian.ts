// Programs and libraries of Debian's packages, unpacked and not installed: this machine stays as it is.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Unavailable } from '../consumer.ts'

/** Of one release, whichever this machine has: older ones have a musl that cannot run what is built for newer ones. */
const RELEASE = 'trixie'
const KEYS = '/usr/share/keyrings/debian-archive-keyring.gpg'
const ARCHITECTURES = ['amd64', 'arm64']

/** Downloads the packages (`musl:arm64`) from where this machine has its own from, and unpacks them into a folder. */
export function unpack(packages: readonly string[], into: string): void {
  const work = `${into}.apt`
  rmSync(work, { recursive: true, force: true })
  for (const folder of ['state/lists/partial', 'cache/archives/partial', 'packages'])
    mkdirSync(join(work, folder), { recursive: true })
  writeFileSync(join(work, 'sources.list'), `deb [signed-by=${KEYS}] ${archive()} ${RELEASE} main\n`)
  const options = [
    `Dir::State=${work}/state`,
    `Dir::Cache=${work}/cache`,
    `Dir::Etc::SourceList=${work}/sources.list`,
    'Dir::Etc::SourceParts=-',
    `APT::Architectures=${ARCHITECTURES.join()}`,
    'APT::Sandbox::User=root', // apt's own user may not write here
    'Acquire::Languages=none',
    'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false', // pictures of programs for desktops
  ].flatMap((option) => ['-o', option])
  const apt = (...args: string[]) =>
    execFileSync('apt-get', ['--quiet=2', ...options, ...args], {
      cwd: join(work, 'packages'),
      stdio: 'pipe',
    })
  apt('update')
  apt('download', ...packages)
  mkdirSync(into, { recursive: true })
  for (const file of readdirSync(join(work, 'packages')))
    execFileSync('dpkg-deb', ['--extract', join(work, 'packages', file), into])
  rmSync(work, { recursive: true })
}

/** The address that this machine has Debian's packages from. */
function archive(): string {
  const format = ['--format', '$(REPO_URI)', 'Identifier: Packages', 'Label: Debian']
  const addresses = tryOutput('apt-get', ['indextargets', ...format]).split('\n')
  const [address] = addresses.filter((each) => each !== '')
  if (address === undefined || process.arch !== 'x64') throw new Unavailable('needs a Debian system on x64')
  return address
}

function tryOutput(command: string, args: string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return ''
  }
}
