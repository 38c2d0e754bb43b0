// The package as it is shipped, and what it is asked.
import { spawnSync } from 'node:child_process'
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

/** Builds what is missing, and loads it. */
export async function loadOurs(): Promise<Ours> {
  const { status } = spawnSync(process.execPath, ['scripts/ensure-built.mjs'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) throw new Error('the package could not be built')
  const at = (file: string) => pathToFileURL(join(ROOT, 'dist', file)).href
  return { api: await import(at('index.js')), promises: await import(at('promises.js')) }
}

/** The native module of this machine, and how long it is. */
export function binding(): { path: string; bytes: number } {
  const name = readdirSync(ROOT).find((each) => each.endsWith('.node'))
  if (name === undefined) throw new Error('there is no native module')
  const path = join(ROOT, name)
  return { path, bytes: statSync(path).size }
}

/** Whether a call knows an option: nonsense is refused only where somebody looks at it. */
export function refuses(call: () => unknown): boolean {
  try {
    call()
    return false
  } catch (error) {
    return error instanceof TypeError || error instanceof RangeError
  }
}
