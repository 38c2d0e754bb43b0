// The smoke suite, and how each runtime runs it.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Ground, RunOptions } from './consumer.ts'

export interface Runtime {
  readonly name: string
  /** Whether `.ci/run` has the time for it. */
  readonly quick: boolean
  /** The program itself, not what starts it. */
  program(ground: Ground): Promise<string>
  /** What runs the suite in one process, with all permissions. */
  readonly args: readonly string[]
}

const SUITE = 'smoke.test.mjs'

const NODES: readonly Runtime[] = [20, 22, 24, 26].map((major) => ({
  name: `Node ${major}`,
  quick: major === 20 || major === 24,
  program: async (ground) => ground.node(major),
  args: [SUITE],
}))

const DENO: Runtime = {
  name: 'Deno',
  quick: true,
  program: (ground) => tells(ground, 'deno', ['eval', 'console.log(Deno.execPath())']),
  args: ['test', '--no-check', '--no-prompt', '--allow-all', SUITE],
}

const BUN: Runtime = {
  name: 'Bun',
  quick: true,
  program: (ground) => tells(ground, 'bun', ['-e', 'console.log(process.execPath)']),
  args: ['test', `./${SUITE}`],
}

export const RUNTIMES: readonly Runtime[] = [...NODES, DENO, BUN]

async function tells(ground: Ground, tool: string, args: readonly string[]): Promise<string> {
  return (await ground.run(ground.folder(tool), ground.tool(tool), args)).trim()
}

/** Puts the suite into a folder. */
export function copySmoke(repository: string, folder: string): void {
  for (const name of [SUITE, 'smoke'])
    cpSync(join(repository, 'e2e', name), join(folder, name), { recursive: true })
}

/** A folder with the package and the suite. */
export async function withSmoke(ground: Ground, name: string): Promise<string> {
  const folder = await ground.installed(name)
  copySmoke(ground.repository, folder)
  return folder
}

/** Runs a command that is to run the suite: all of it. */
export async function runSmoke(
  ground: Ground,
  folder: string,
  [command, ...args]: readonly [string, ...string[]],
  options?: RunOptions,
): Promise<void> {
  checkSmoke(await ground.run(folder, command, args, options))
}

/** A suite of which nothing has run fails nowhere. */
export function checkSmoke(output: string): void {
  if (!output.includes('smoke: complete')) throw new Error(`it did not come to its end: ${output}`)
}
