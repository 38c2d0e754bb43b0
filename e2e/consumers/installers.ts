// Other ways to install it than npm.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Consumer, Ground } from '../consumer.ts'
import { runsApp } from './app.ts'

const APP = `import { pids } from 'psutil-native'
console.log(pids().includes(process.pid))
`

function prepared(ground: Ground, name: string): string {
  const folder = ground.folder(name)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }\n')
  writeFileSync(join(folder, 'app.mjs'), APP)
  return folder
}

async function pnpm(ground: Ground): Promise<void> {
  const folder = prepared(ground, 'pnpm')
  // Like Deno it takes nothing that is younger than a day, unless it is told to.
  writeFileSync(join(folder, 'pnpm-workspace.yaml'), 'minimumReleaseAge: 0\n')
  await ground.run(folder, ground.tool('pnpm'), ['add', 'psutil-native'])
  await runsApp(ground, folder, 'node', 'app.mjs')
}

async function yarn(ground: Ground, linker: string): Promise<void> {
  const folder = prepared(ground, `yarn-${linker}`)
  const settings = {
    npmRegistryServer: ground.registry,
    unsafeHttpWhitelist: ['127.0.0.1'],
    nodeLinker: linker,
    npmMinimalAgeGate: 0,
    enableTelemetry: false,
    enableGlobalCache: false,
  }
  writeFileSync(join(folder, '.yarnrc.yml'), JSON.stringify(settings))
  // Its own, or it would look for that of a folder above.
  writeFileSync(join(folder, 'yarn.lock'), '')
  await ground.run(folder, ground.tool('yarn'), ['add', 'psutil-native'])
  await runsApp(ground, folder, ground.tool('yarn'), 'node', 'app.mjs')
}

export const INSTALLERS: Consumer[] = [
  { name: 'pnpm', quick: false, run: pnpm },
  { name: 'Yarn, node_modules', quick: false, run: (ground) => yarn(ground, 'node-modules') },
  { name: "Yarn, Plug'n'Play", quick: false, run: (ground) => yarn(ground, 'pnp') },
]
