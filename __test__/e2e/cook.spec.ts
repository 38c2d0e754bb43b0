import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { Ground } from '../../e2e/consumer.ts'
import { cook } from '../../e2e/cook.ts'
import type { Recipe } from '../../e2e/recipes.ts'
import { ROOT } from '../house/sources.ts'

const GOOD = JSON.stringify({
  me: 7,
  busiest: [{ pid: 1, name: 'init' }],
  errors: ['NoSuchProcessError', 'NoSuchProcessError'],
})

/** Folders and a shell, without a registry; nothing is compiled. */
function ground(t: ExecutionContext): Ground & { base: string } {
  const base = mkdtempSync(join(tmpdir(), 'psutil-native-cook-'))
  t.teardown(() => rmSync(base, { recursive: true }))
  const folder = () => mkdtempSync(join(base, 'folder-'))
  const shell = (cwd: string, input: string) => {
    const { status, stdout } = spawnSync('bash', ['-eu'], { cwd, input, encoding: 'utf8' })
    return status === 0 ? Promise.resolve(stdout) : Promise.reject(new Error(stdout))
  }
  return {
    base,
    folder,
    installed: async () => {
      const made = folder()
      mkdirSync(join(made, 'node_modules'))
      return made
    },
    shell,
    run: () => Promise.resolve(''),
    tool: (name) => join(base, 'tools/.bin', name),
    node: () => process.execPath,
    repository: ROOT,
    registry: '',
  }
}

function recipe(build: string, others: Partial<Recipe> = {}): Recipe {
  const files = { 'good.json': `${GOOD}\n` }
  return { name: 'soup', tool: 'boil', files, copied: ['out/'], build, start: 'cat out/soup', ...others }
}

const BUILD = 'mkdir out\ncp good.json out/soup'

test('what works elsewhere passes, and leaves nothing behind', async (t) => {
  const here = ground(t)
  await cook(here, recipe(BUILD))
  t.deepEqual(readdirSync(here.base), [])
})

test('only what is named is there, and the folder is not', async (t) => {
  await t.throwsAsync(cook(ground(t), recipe(BUILD, { start: 'cat good.json' })), { message: /No such file/ })
  const absolute = recipe(`${BUILD}\npwd > out/where`, { start: 'cat "$(cat out/where)/good.json"' })
  await t.throwsAsync(cook(ground(t), absolute), { message: /No such file/ })
})

test('warnings are failures, except for those that nobody can help', async (t) => {
  for (const words of [
    '(!) Unresolved dependencies',
    '[WARNING] mind the step',
    'WARNING in ./app.js',
    'warn: no',
  ]) {
    await t.throwsAsync(cook(ground(t), recipe(`${BUILD}\necho '${words}' >&2`)), {
      message: /there are warnings/,
    })
  }
  const postject = "warning: Can't find string offset for section name '.note.100'"
  await t.notThrowsAsync(cook(ground(t), recipe(`${BUILD}\necho "${postject}" >&2`)))
})

test('the program may say nothing else', async (t) => {
  await t.throwsAsync(cook(ground(t), recipe(BUILD, { start: 'cat out/soup; echo careful >&2' })))
  const uncaught = recipe("mkdir out\nsed 's/NoSuch/Other/' good.json > out/soup")
  await t.throwsAsync(cook(ground(t), uncaught), { message: /it said/ })
})

test('the native module is there once, and not too much of the scripts', async (t) => {
  const twice = recipe(`${BUILD}\ntouch out/a.node out/b.node`)
  await t.throwsAsync(cook(ground(t), twice), { message: /several native modules/ })
  const large = recipe(`${BUILD}\nhead -c 200000 /dev/zero > out/app.mjs`)
  await t.throwsAsync(cook(ground(t), large), { message: /app\.mjs has 200000 bytes/ })
})

test('a recipe has the node that it means', async (t) => {
  const here = ground(t)
  const node = join(here.base, 'node')
  mkdirSync(node)
  writeFileSync(join(node, 'node'), '#!/bin/sh\ncat out/soup\n', { mode: 0o755 })
  await t.notThrowsAsync(cook(here, recipe(BUILD, { start: 'node' }), { node }))
})

test('plugins are in the folder', async (t) => {
  const here = ground(t)
  const plugin = join(here.base, 'tools/node-loader')
  mkdirSync(plugin, { recursive: true })
  writeFileSync(join(plugin, 'index.js'), '')
  t.true(existsSync(plugin))
  await t.notThrowsAsync(
    cook(here, recipe(`${BUILD}\ncat node_modules/node-loader/index.js`, { tool: 'webpack' })),
  )
})
