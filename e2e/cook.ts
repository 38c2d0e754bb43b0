// Follows a recipe of the documentation, and sees whether what it makes works where nothing else is.
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Ground } from './consumer.ts'
import { expect } from './consumers/expect.ts'
import type { Recipe } from './recipes.ts'

/** What configurations ask for, which must be in the folder itself. */
const PLUGINS: Readonly<Record<string, readonly string[]>> = {
  webpack: ['node-loader'],
  rollup: ['@rollup/plugin-commonjs', '@rollup/plugin-node-resolve'],
}

/** What a tool says on its own account, and cannot be told not to. */
const HARMLESS = /^warning: Can't find string offset for section name '\.note.*\n/gm

const WARNING = /\bwarn|\(!\)/i

/** Bytes. More would be the terminal program or a second copy. */
const SCRIPT_LIMIT = 150_000

export interface Kitchen {
  /** The folder of the `node` that the recipe means; it is the one of this run otherwise. */
  readonly node?: string
}

/** Makes it in one folder and runs it in another, when the first is no more. */
export async function cook(ground: Ground, recipe: Recipe, { node }: Kitchen = {}): Promise<void> {
  const folder = await kitchen(ground, recipe)
  const before = node === undefined ? 'exec 2>&1\n' : `exec 2>&1\nPATH=${node}:$PATH\n`

  const said = await ground.shell(folder, `${before}${recipe.build}\n`)
  expect(!WARNING.test(said.replaceAll(HARMLESS, '')), `there are warnings:\n${said}`)

  const elsewhere = ground.folder(`${recipe.name} elsewhere`)
  for (const name of recipe.copied) {
    cpSync(join(folder, name), join(elsewhere, name), { recursive: true, verbatimSymlinks: true })
  }
  const gone = `${folder}-gone`
  renameSync(folder, gone)
  if (!recipe.copied.includes('node_modules/')) checkSize(elsewhere)
  checkOutput(await ground.shell(elsewhere, `${before}${recipe.start}\n`))
  // What went well need not be looked at, and executables are large.
  for (const each of [gone, elsewhere]) rmSync(each, { recursive: true })
}

/** A folder with the package, the program, and the files that the recipe shows. */
export async function kitchen(ground: Ground, { name, tool, files }: Recipe): Promise<string> {
  const modules = dirname(dirname(ground.tool(tool)))
  const folder = await ground.installed(name)
  for (const plugin of PLUGINS[tool] ?? []) {
    const path = join(folder, 'node_modules', plugin)
    mkdirSync(dirname(path), { recursive: true })
    symlinkSync(join(modules, plugin), path)
  }
  copyFileSync(join(ground.repository, 'e2e/apps/top.ts'), join(folder, 'app.ts'))
  await ground.run(folder, ground.tool('esbuild'), ['app.ts', '--outfile=app.js', '--log-level=warning'])
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
  return folder
}

/** The native module is there at most once, and of the scripts only what is needed. */
function checkSize(folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const native = files.filter((file) => file.endsWith('.node'))
  expect(native.length <= 1, `several native modules: ${native}`)
  for (const file of files.filter((each) => /\.[cm]?js$/.test(each))) {
    const { size } = statSync(join(folder, file))
    expect(size <= SCRIPT_LIMIT, `${file} has ${size} bytes`)
  }
}

/** The program writes JSON and nothing else, neither to stdout nor to stderr. */
function checkOutput(output: string): void {
  const { me, busiest, errors } = JSON.parse(output)
  const isWell = me > 0 && busiest.length > 0 && busiest[0].pid > 0 && typeof busiest[0].name === 'string'
  const isCaught = errors.join() === 'NoSuchProcessError,NoSuchProcessError'
  expect(isWell && isCaught, `it said ${output}`)
}

/** A page of the documentation. */
export function page(repository: string, name: string): string {
  return readFileSync(join(repository, 'docs', name), 'utf8')
}
