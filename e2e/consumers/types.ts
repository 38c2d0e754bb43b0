// The declarations, by the users' compilers: nothing skipped, with and without the types of Node.
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Consumer, type Ground, Unavailable } from '../consumer.ts'
import { addApp } from './app.ts'
import { expect, refusal } from './expect.ts'

const MODULES = {
  nodenext: { module: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
}

/** Majors of TypeScript, and the folders of node_modules that have them. */
const COMPILERS = { 7: 'node_modules', 5: 'e2e/tools/more/node_modules' }

interface Kind {
  readonly major: 7 | 5
  readonly module: keyof typeof MODULES
  readonly withNode: boolean
}

async function check(ground: Ground, { major, module, withNode }: Kind): Promise<void> {
  const modules = join(ground.repository, COMPILERS[major])
  const folder = await ground.installed(`typescript-${major}-${module}`)
  addApp(ground, folder)
  if (withNode) {
    for (const name of ['@types/node', 'undici-types'])
      cpSync(join(ground.repository, 'node_modules', name), join(folder, 'node_modules', name), {
        recursive: true,
      })
  } else {
    writeFileSync(join(folder, 'console.d.ts'), 'declare const console: { log(value: unknown): void }\n')
  }
  const tsc = join(modules, '.bin/tsc')
  const version = await ground.run(folder, tsc, ['--version']).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new Unavailable(`no TypeScript ${major}`) : error
  })
  expect(version.startsWith(`Version ${major}.`), version)

  const compilerOptions = {
    ...MODULES[module],
    target: 'es2023',
    lib: ['es2023', 'esnext.disposable'],
    // No `types`: the package itself asks for those of Node.
    strict: true,
    exactOptionalPropertyTypes: true,
    verbatimModuleSyntax: true,
    noEmit: true,
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
  const everything = ground.run(folder, tsc, ['--project', '.', '--skipLibCheck', 'false'])
  if (withNode) await everything
  else {
    onlyNodeIsMissing(await refusal(everything))
    await ground.run(folder, tsc, ['--project', '.', '--skipLibCheck'])
  }
}

/** What compilers say about names of Node that they do not know. */
const OF_NODE = [
  /Cannot find type definition file for 'node'/,
  /Cannot find (name|namespace|module) '(AbortSignal|Buffer|NodeJS|node:\w+)'/,
]

/**
 * The declarations speak of `Buffer`, `AbortSignal` and `Popen`'s streams, so they need `@types/node`, which is
 * an optional peer. Whoever does not have it, and does not have every declaration checked (`skipLibCheck` is
 * what `tsc --init` writes), can do without; whoever has them checked is told what is missing, and nothing else.
 */
function onlyNodeIsMissing(said: string): void {
  const errors = said.split('\n').filter((each) => each.includes('error TS'))
  const others = errors.filter((each) => !OF_NODE.some((pattern) => pattern.test(each)))
  expect(errors.length > 0 && others.length === 0, said)
  expect(said.includes(`Cannot find type definition file for 'node'`), said)
}

const KINDS: Kind[] = ([7, 5] as const).flatMap((major) =>
  (['nodenext', 'bundler'] as const).flatMap((module) =>
    [true, false].map((withNode) => ({ major, module, withNode })),
  ),
)

export const TYPES: Consumer[] = KINDS.map((kind) => ({
  name: `TypeScript ${kind.major}, ${kind.module}${kind.withNode ? '' : ', without @types/node'}`,
  quick: kind.major === 7 && kind.module === 'nodenext',
  run: (ground) => check(ground, kind),
}))
