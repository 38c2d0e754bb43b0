// What is published: as at a release, from copies outside of the work tree.
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

interface Places {
  readonly repository: string
  /** Where the copies go. */
  readonly staging: string
  /** Whether the native modules are those of `npm run build:release`, and not that of `npm run build`. */
  readonly released: boolean
}

export interface Packing extends Places {
  npm(folder: string, ...args: string[]): Promise<string>
  node(folder: string, ...args: string[]): Promise<string>
}

/** Copies the packages. The names of the platforms whose native modules are there. */
export async function stage(packing: Packing): Promise<string[]> {
  const { repository, staging } = packing
  const platforms = readdirSync(join(repository, 'npm'))
  for (const name of platforms) {
    const filter = (path: string) => !path.endsWith('.node')
    cpSync(join(repository, 'npm', name), join(staging, 'npm', name), { recursive: true, filter })
  }
  // Workspaces, because one call of npm is quicker than one for each.
  writeFileSync(join(staging, 'package.json'), '{ "private": true, "workspaces": ["npm/*"] }\n')
  await stageRoot(packing)
  return platforms.filter((name) => addBinary(packing, name))
}

/** What npm takes from the work tree, and not one file more. */
async function stageRoot({ repository, staging, npm, node }: Packing): Promise<void> {
  const answer = JSON.parse(await npm(repository, 'pack', '--dry-run', '--ignore-scripts', '--json'))
  // A list; since npm 12 an object by name.
  const [packed] = Object.values<{ files: { path: string }[] }>(answer)
  const copy = join(staging, 'root')
  for (const { path } of packed?.files ?? []) {
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    copyFileSync(join(repository, path), join(copy, path))
  }
  await node(copy, join(repository, 'scripts/optional-dependencies.mjs'), copy)
}

/**
 * The native module of a platform. Platforms that were not built here get a file that says so: all of them are
 * published, or the registry would not look as it does after a release.
 */
export function addBinary({ repository, staging, released }: Places, name: string): boolean {
  const file = `psutil-native.${name}.node`
  const built = join(repository, released ? join('npm', name) : '.', file)
  const copy = join(staging, 'npm', name, file)
  if (existsSync(built)) copyFileSync(built, copy)
  else writeFileSync(copy, 'not built in this run\n')
  return existsSync(built)
}

/** Platforms first: who installs the root in between would get it without its native module. */
export async function publish({ staging, npm }: Packing): Promise<void> {
  await npm(staging, 'publish', '--workspaces')
  await npm(join(staging, 'root'), 'publish')
}
