// Bun, which installs and runs TypeScript by itself.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Consumer, Ground } from '../consumer.ts'
import { addApp, runsApp } from './app.ts'
import { expect } from './expect.ts'

async function added(ground: Ground): Promise<string> {
  const folder = ground.folder('bun')
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }\n')
  await ground.run(folder, ground.tool('bun'), ['add', 'psutil-native'])
  return folder
}

async function typescript(ground: Ground): Promise<void> {
  const folder = await added(ground)
  addApp(ground, folder)
  await runsApp(ground, folder, ground.tool('bun'), 'run', 'app.ts')
}

async function require(ground: Ground): Promise<void> {
  const folder = await added(ground)
  writeFileSync(join(folder, 'app.cjs'), `console.log(require('psutil-native').pids().includes(process.pid))`)
  await runsApp(ground, folder, ground.tool('bun'), 'run', 'app.cjs')
}

async function program(ground: Ground): Promise<void> {
  const folder = await added(ground)
  const output = await ground.run(folder, ground.tool('bun'), [
    'run',
    '--bun',
    'psutil-native',
    'free',
    '--json',
  ])
  expect(JSON.parse(output).virtualMemory.total > 0, output)
}

export const BUN: Consumer[] = [
  { name: 'Bun, TypeScript', quick: true, run: typescript },
  { name: 'Bun, require()', quick: true, run: require },
  { name: 'Bun, the program', quick: true, run: program },
]
