// Other C libraries and processors than this machine's: the smoke suite in their own runtimes.
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Consumer, Ground } from '../consumer.ts'
import { FOREIGN, type ForeignRuntime } from '../foreign/runtimes.ts'
import { copySmoke, runSmoke } from '../smoke.ts'

export const ELSEWHERE: readonly Consumer[] = FOREIGN.map((runtime) => ({
  name: runtime.name,
  quick: false,
  run: (ground) => passes(ground, runtime),
}))

async function passes(ground: Ground, runtime: ForeignRuntime): Promise<void> {
  const folder = ground.folder(runtime.name)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }\n')
  await ground.run(folder, 'npm', ['install', ...runtime.npm, 'psutil-native'])
  if (!existsSync(join(folder, 'node_modules/@psutil-native', `binding-${runtime.platform}`)))
    throw new Error(`npm install ${runtime.npm.join(' ')} does not choose ${runtime.platform}`)
  copySmoke(ground.repository, folder)
  const [command, ...args] = runtime.command()
  await runSmoke(ground, folder, [command, ...args, ...runtime.test, './smoke.test.mjs'], {
    env: runtime.env,
  })
}
