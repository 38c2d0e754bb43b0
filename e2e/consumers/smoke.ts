// The smoke suite: all that the package exports, on each runtime.
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Consumer, Ground } from '../consumer.ts'
import { copySmoke, RUNTIMES, type Runtime, runSmoke, withSmoke } from '../smoke.ts'

async function runsIn(ground: Ground, runtime: Runtime): Promise<void> {
  const folder = await withSmoke(ground, runtime.name)
  await runSmoke(ground, folder, [await runtime.program(ground), ...runtime.args])
}

/** As a user runs tests, with a process for each file. */
async function isolated(ground: Ground, major: number): Promise<void> {
  const folder = await withSmoke(ground, `node-test-${major}`)
  await runSmoke(ground, folder, [ground.node(major), '--test', 'smoke.test.mjs'])
}

/** What it says against what the system's own programs say. */
async function asked(ground: Ground): Promise<void> {
  const folder = await ground.installed('oracles')
  for (const name of ['oracles.test.mjs', 'oracles'])
    cpSync(join(ground.repository, 'e2e', name), join(folder, name), { recursive: true })
  const output = await ground.run(folder, ground.node(24), ['--test', 'oracles.test.mjs'])
  if (!output.includes('oracles: complete')) throw new Error(`it did not come to its end: ${output}`)
}

/** Without a node_modules: from Deno's cache. */
async function fromCache(ground: Ground): Promise<void> {
  const folder = ground.folder('deno-cache')
  copySmoke(ground.repository, folder)
  // Deno takes nothing that is younger than a day otherwise.
  writeFileSync(join(folder, 'deno.json'), JSON.stringify({ minimumDependencyAge: '0' }))
  await ground.run(folder, ground.tool('deno'), ['add', 'npm:psutil-native'])
  const flags = ['--no-check', '--no-prompt', '--allow-ffi']
  await runSmoke(ground, folder, [ground.tool('deno'), 'test', ...flags, 'smoke.test.mjs'])
}

export const SMOKE: readonly Consumer[] = [
  ...RUNTIMES.map((runtime) => ({
    name: `${runtime.name}, smoke suite`,
    quick: runtime.quick,
    run: (ground: Ground) => runsIn(ground, runtime),
  })),
  ...[20, 26].map((major) => ({
    name: `Node ${major}, smoke suite, node --test`,
    quick: false,
    run: (ground: Ground) => isolated(ground, major),
  })),
  { name: 'Node 24, oracles', quick: true, run: asked },
  { name: 'Deno, smoke suite, deno add, --allow-ffi only', quick: true, run: fromCache },
]
