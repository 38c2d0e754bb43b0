// Deno, which asks for rights, and has no node_modules unless it is told to.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Consumer, Ground } from '../consumer.ts'
import { addApp, runsApp } from './app.ts'
import { expect, refusal } from './expect.ts'

/** Deno takes no package that is younger than a day, unless it is told to. */
const YOUNG = '--minimum-dependency-age=0'

/** All that the package needs: no environment, no files, no questions. */
const RIGHTS = [YOUNG, '--allow-ffi', '--no-prompt']

/** A folder with nothing but the program, which names the package and its version. */
function direct(ground: Ground, name: string): string {
  const folder = ground.folder(name)
  addApp(ground, folder)
  const { version } = JSON.parse(readFileSync(join(ground.repository, 'package.json'), 'utf8'))
  const path = join(folder, 'app.ts')
  const code = readFileSync(path, 'utf8')
  writeFileSync(path, code.replaceAll(/'psutil-native(\/\w+)?'/g, `'npm:psutil-native@${version}$1'`))
  return folder
}

async function installed(ground: Ground): Promise<string> {
  const folder = await ground.installed('deno')
  addApp(ground, folder)
  return folder
}

async function denied(ground: Ground): Promise<void> {
  const folder = direct(ground, 'deno-denied')
  const said = await refusal(ground.run(folder, ground.tool('deno'), ['run', YOUNG, '--no-prompt', 'app.ts']))
  expect(said.includes('--allow-ffi'), said)
}

export const DENO: Consumer[] = [
  {
    name: 'Deno, npm:psutil-native',
    quick: true,
    run: (ground) => runsApp(ground, direct(ground, 'deno'), ground.tool('deno'), 'run', ...RIGHTS, 'app.ts'),
  },
  {
    name: 'Deno, node_modules',
    quick: true,
    run: async (ground) =>
      runsApp(ground, await installed(ground), ground.tool('deno'), 'run', ...RIGHTS, 'app.ts'),
  },
  { name: 'Deno, without --allow-ffi', quick: true, run: denied },
  {
    name: 'Deno, check',
    quick: true,
    run: async (ground) => {
      const folder = direct(ground, 'deno-check')
      await ground.run(folder, ground.tool('deno'), ['check', YOUNG, 'app.ts'])
    },
  },
]
