// Bundlers, by the recipes of docs/bundling.md.
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Consumer, Ground } from '../consumer.ts'
import { cook, kitchen, page } from '../cook.ts'
import { readPage, recipesOf, sectionOf } from '../recipes.ts'
import { expect } from './expect.ts'

const REPOSITORY = resolve(import.meta.dirname, '../..')
const QUICK = ['Left out, esbuild', 'esbuild, CommonJS']

const sections = readPage(page(REPOSITORY, 'bundling.md'))
const recipes = recipesOf(sections)

/** The directories' names below one of these. */
function native(folder: string): string {
  return readdirSync(join(folder, 'node_modules/@psutil-native')).join()
}

/** Installs for another platform, and sees that esbuild takes what is installed. */
async function forAnother(ground: Ground): Promise<void> {
  const esbuild = recipes.find(({ name }) => name === 'esbuild, CommonJS')
  if (esbuild === undefined) throw new Error('the page has no esbuild, CommonJS')
  const [script = ''] = sectionOf(sections, 'For another platform').scripts
  const fresh = ground.folder('another platform')
  await ground.shell(fresh, script)
  expect(native(fresh) === 'binding-linux-arm64-musl', `installed is ${native(fresh)}`)

  const folder = await kitchen(ground, { ...esbuild, name: 'for another platform' })
  await ground.run(folder, 'rm', ['-r', 'node_modules'])
  await ground.run(fresh, 'mv', ['node_modules', folder])
  await ground.shell(folder, esbuild.build)
  const made = readdirSync(join(folder, 'out')).join()
  expect(/^app\.cjs,psutil-native\.linux-arm64-musl-\w+\.node$/.test(made), `made is ${made}`)
}

export const BUNDLERS: Consumer[] = [
  ...recipes.map((recipe) => ({
    name: `Bundle: ${recipe.name}`,
    quick: QUICK.includes(recipe.name),
    run: (ground: Ground) => cook(ground, recipe),
  })),
  { name: 'Bundle: for another platform', quick: false, run: forAnother },
]
