// The package as it is shipped, and what it is asked.
import { type SpawnSyncOptions, spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as Api from '../src/index.ts'
import type * as Promises from '../src/promises.ts'
import { ROOT } from './paths.ts'

export interface Ours {
  api: typeof Api
  promises: typeof Promises
}

/** No release is that long, and no debug build that short. */
const LONGEST_RELEASE = 8 * 1024 * 1024

/** Builds what is missing or was built for debugging, and loads it. */
export async function loadOurs(): Promise<Ours> {
  runScript('ensure-built.mjs')
  if (binding().bytes > LONGEST_RELEASE) runScript('build.mjs')
  const at = (file: string) => pathToFileURL(join(ROOT, 'dist', file)).href
  return { api: await import(at('index.js')), promises: await import(at('promises.js')) }
}

function runScript(name: string): void {
  const options: SpawnSyncOptions = { cwd: ROOT, stdio: ['ignore', 2, 2] }
  const { status } = spawnSync(process.execPath, [join('scripts', name)], options)
  if (status !== 0) throw new Error('the package could not be built')
}

/** The native module of this machine, and how long it is. */
export function binding(): { path: string; bytes: number } {
  const name = readdirSync(ROOT).find((each) => each.endsWith('.node'))
  if (name === undefined) throw new Error('there is no native module')
  const path = join(ROOT, name)
  return { path, bytes: statSync(path).size }
}
