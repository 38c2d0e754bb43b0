// The examples as they stand, in a folder that has nothing else, by the commands of examples/README.md.
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Consumer, Ground } from '../consumer.ts'
import { expect } from './expect.ts'

interface Example {
  readonly file: string
  readonly command: string
}

/** What its last line has to look like. */
const ENDS: Readonly<Record<string, RegExp>> = {
  'node/top.ts': /^ +\d+ .+ \d+\.\d +(\d+|–) {2}\S/,
  'node/ports.ts': /^(└[─┴]+┘|Nobody listens\.)$/,
  'deno/watch-child.ts': /^sleep: exit code 0, \d+\.\d\d s, .+ MiB$/,
  'deno/disks.ts': /free {2}\/|^No disks/,
  // Some shells become the last command that they are told.
  'bun/kill-tree.ts': /^[23] processes ended, 0 could not be ended\.$/,
  'bun/started.ts': /^\d+ processes were started\.$/,
}

/** The rows of the page's table; each file is in it, and says the same. */
function examplesOf(repository: string): Example[] {
  const folder = join(repository, 'examples')
  const page = readFileSync(join(folder, 'README.md'), 'utf8')
  const rows = [...page.matchAll(/^\| \[(\S+)\].+\| `(.+)` +\|$/gm)]
  const examples = rows.map(([, file = '', command = '']) => ({ file, command }))
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  const missing = files.filter((file) => !examples.some((example) => example.file === file))
  expect(missing.length === 0, `examples/README.md lacks ${missing.join(', ')}`)
  for (const { file, command } of examples) {
    const head = readFileSync(join(folder, file), 'utf8').split('\nimport ', 1)[0] ?? ''
    expect(head.includes(command), `${file} does not say: ${command}`)
  }
  return examples
}

function copied(ground: Ground, folder: string): string {
  cpSync(join(ground.repository, 'examples'), join(folder, 'examples'), { recursive: true })
  return folder
}

async function runs(ground: Ground, folder: string, runtime: string, prelude = ''): Promise<void> {
  const mine = examplesOf(ground.repository).filter(({ file }) => file.startsWith(`${runtime}/`))
  expect(mine.length > 0, `no examples for ${runtime}`)
  for (const { file, command } of mine) {
    // As if somebody sat there who refuses whatever Deno asks for.
    const output = await ground.shell(folder, `${prelude}${command.replace('deno run', '$& --no-prompt')}\n`)
    const last = output.trimEnd().split('\n').at(-1) ?? ''
    expect(ENDS[file]?.test(last) === true, `${command}\n${output}`)
  }
}

async function onNode(ground: Ground, major: number): Promise<void> {
  const folder = copied(ground, await ground.installed(`examples-${major}`))
  await runs(ground, folder, 'node', `export PATH="${dirname(ground.node(major))}:$PATH"\n`)
}

async function onBun(ground: Ground): Promise<void> {
  await runs(ground, copied(ground, await ground.installed('examples-bun')), 'bun')
}

/** From Deno's cache: nothing is installed. */
async function onDeno(ground: Ground): Promise<void> {
  const folder = copied(ground, ground.folder('examples-deno'))
  // It takes nothing that is younger than a day otherwise.
  writeFileSync(join(folder, 'deno.json'), JSON.stringify({ minimumDependencyAge: '0' }))
  await ground.shell(folder, 'deno check examples/deno/*.ts\n')
  await runs(ground, folder, 'deno')
}

/** By TypeScript, as strictly as it can, the package's own types too. */
async function areTyped(ground: Ground): Promise<void> {
  const folder = copied(ground, await ground.installed('examples-types'))
  const types = ['--types', 'node', '--typeRoots', join(ground.repository, 'node_modules/@types')]
  const modules = [
    '--module',
    'nodenext',
    '--target',
    'esnext',
    '--verbatimModuleSyntax',
    '--erasableSyntaxOnly',
  ]
  const strict = [
    '--strict',
    '--noUncheckedIndexedAccess',
    '--exactOptionalPropertyTypes',
    '--noImplicitReturns',
  ]
  const files = examplesOf(ground.repository).filter(({ file }) => !file.startsWith('deno/'))
  const paths = files.map(({ file }) => join('examples', file))
  await ground.run(folder, ground.tool('tsc'), ['--noEmit', ...strict, ...modules, ...types, ...paths])
}

export const EXAMPLES: readonly Consumer[] = [
  ...[22, 24, 26].map((major) => ({
    name: `Node ${major}, examples`,
    quick: major === 24,
    run: (ground: Ground) => onNode(ground, major),
  })),
  { name: 'Deno, examples', quick: true, run: onDeno },
  { name: 'Bun, examples', quick: true, run: onBun },
  { name: 'TypeScript, examples', quick: true, run: areTyped },
]
