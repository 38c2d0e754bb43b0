// The suite as an ordinary user, and in namespaces: the commands of docs/permissions.md.
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { blocksOf } from '../blocks.ts'
import { type Consumer, type Ground, Unavailable } from '../consumer.ts'
import { checkSmoke, withSmoke } from '../smoke.ts'
import { expect } from './expect.ts'

/** The command of the page that begins with a word. */
function commandOf(ground: Ground, program: string): string {
  const lines = blocksOf(join(ground.repository, 'docs/permissions.md')).flatMap(({ code }) =>
    code.split('\n'),
  )
  const command = lines.find((line) => line.startsWith(`${program} `))
  if (command === undefined) throw new Error(`docs/permissions.md does not say how to use ${program}`)
  return command
}

async function through(ground: Ground, program: string, major: number): Promise<void> {
  const said = commandOf(ground, program)
  // Who is no root is an ordinary user already.
  const isOrdinary = program === 'setpriv' && process.getuid?.() !== 0
  const command = isOrdinary ? said.slice(said.indexOf('node ')) : said
  const installed = await withSmoke(ground, program)
  // The run's folder is nobody else's. This one is open to all, with a node that is.
  const open = mkdtempSync(join(tmpdir(), 'psutil-native-open-'))
  try {
    const folder = join(open, 'app')
    cpSync(installed, folder, { recursive: true })
    for (const each of [open, folder]) chmodSync(each, 0o755)
    const app = blocksOf(join(ground.repository, 'docs/permissions.md')).find(
      ({ language }) => language === 'js',
    )
    writeFileSync(join(folder, 'app.mjs'), app?.code ?? '')
    mkdirSync(join(open, 'bin'))
    cpSync(ground.node(major), join(open, 'bin/node'), { dereference: true })
    const shell = (line: string) => ground.shell(folder, `export PATH="${open}/bin:$PATH"\n${line} 2>&1\n`)

    await shell(command.replace('node app.mjs', 'true')).catch((error: unknown) => {
      throw new Unavailable(`${program} does not work here: ${error}`)
    })
    const output = await shell(command)
    expect(output === 'true true true\n', `${command}\n${output}`)
    checkSmoke(await shell(command.replace('app.mjs', 'smoke.test.mjs')))
  } finally {
    rmSync(open, { recursive: true, force: true })
  }
}

export const USERS: readonly Consumer[] = [
  { name: 'Node 20, an ordinary user', quick: true, run: (ground) => through(ground, 'setpriv', 20) },
  { name: 'Node 24, in namespaces', quick: true, run: (ground) => through(ground, 'unshare', 24) },
]
