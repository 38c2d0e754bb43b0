// What the package can do without: starting programs, permissions of the runtime, being root.
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Block, blocksOf } from '../blocks.ts'
import { type Consumer, type Ground, Unavailable } from '../consumer.ts'
import { checkSmoke, copySmoke, RUNTIMES, type Runtime, runSmoke, withSmoke } from '../smoke.ts'
import { expect, refusal } from './expect.ts'
import { USERS } from './users.ts'

/** Node's own about its flags. Of what the package writes nothing may be lost. */
const NO_WARNINGS = '--disable-warning=SecurityWarning --disable-warning=ExperimentalWarning'

/** Starting a program, or forking, would end the runtime with SIGSYS. */
async function withoutChildren(ground: Ground, runtime: Runtime): Promise<void> {
  const folder = await withSmoke(ground, `no-children-${runtime.name}`)
  const launcher = join(ground.repository, 'e2e/apps/no-children.py')
  const alone = (...command: readonly string[]) => ['python3', launcher, ...command] as const
  await ground.run(folder, 'python3', [launcher, '/bin/true']).catch((error: unknown) => {
    throw new Unavailable(`no python3, or no seccomp: ${error}`)
  })
  for (const script of ['/bin/true; :', '(:); :', 'exec /bin/true']) {
    const said = await refusal(ground.run(folder, 'python3', [launcher, '/bin/sh', '-c', script]))
    expect(said.includes('SIGSYS'), `"${script}" is not forbidden: ${said}`)
  }
  const options = { env: { PSUTIL_SMOKE_NO_CHILDREN: '1' } }
  await runSmoke(ground, folder, alone(await runtime.program(ground), ...runtime.args), options)
}

/** The commands of docs/permissions.md beneath a heading. */
function commandsOf(blocks: readonly Block[], heading: string): string[] {
  const shell = blocks.filter((block) => block.heading === heading && block.language === 'sh')
  const commands = shell.flatMap(({ code }) => code.trim().split('\n'))
  if (commands.length === 0) throw new Error(`docs/permissions.md has no commands for "${heading}"`)
  return commands
}

/** Runs what the page says; the suite in the same way; and not without the flag that lets native code in. */
async function asThePageSays(ground: Ground, heading: string, prelude: string): Promise<void> {
  const blocks = blocksOf(join(ground.repository, 'docs/permissions.md'))
  const app = blocks.find(({ language }) => language === 'js')?.code ?? ''
  for (const command of commandsOf(blocks, heading)) {
    const folder = await ground.installed(heading)
    copySmoke(ground.repository, folder)
    writeFileSync(join(folder, 'app.mjs'), app)
    const shell = (line: string) => ground.shell(folder, `${prelude}${line} 2>&1\n`)

    const output = await shell(command)
    expect(output === 'true true true\n', `${command}\n${output}`)

    const tested = await shell(testing(command))
    checkSmoke(tested)
    const mayStart = /--allow-(run|child-process)/.test(command)
    expect(tested.includes('Popen: it talks') === mayStart, tested)

    for (const flag of ['--allow-addons', '--allow-ffi'].filter((each) => command.includes(each))) {
      const less = command.replace(new RegExp(` ${flag}\\S*`), '').replace('deno run', 'deno run --no-prompt')
      const said = await refusal(shell(less))
      expect(said.includes('NativeBindingError') && said.includes(flag), `${less}\n${said}`)
    }
  }
}

/** The same command for the suite, which is more than one file. */
function testing(command: string): string {
  return command
    .replace('deno run', 'deno test --no-check --no-prompt')
    .replace('--allow-fs-read=node_modules', '$& --allow-fs-read=smoke --allow-fs-read=package.json')
    .replace('app.mjs', 'smoke.test.mjs')
}

function nodeOf(ground: Ground, major: number): string {
  return `export PATH="${dirname(ground.node(major))}:$PATH" NODE_OPTIONS='${NO_WARNINGS}'\n`
}

const PAGE: readonly { readonly heading: string; readonly majors: readonly number[] }[] = [
  { heading: 'Node 20', majors: [20] },
  { heading: 'Node 22.13 and later', majors: [22, 24, 26] },
]

export const PRIVILEGE: readonly Consumer[] = [
  ...RUNTIMES.map((runtime) => ({
    name: `${runtime.name}, may not start programs`,
    quick: runtime.quick && runtime.name !== 'Node 20',
    run: (ground: Ground) => withoutChildren(ground, runtime),
  })),
  ...PAGE.flatMap(({ heading, majors }) =>
    majors.map((major) => ({
      name: `Node ${major}, permissions`,
      quick: major === 24,
      run: (ground: Ground) => asThePageSays(ground, heading, nodeOf(ground, major)),
    })),
  ),
  {
    name: 'Deno, permissions',
    quick: true,
    run: (ground) => asThePageSays(ground, 'Deno', ''),
  },
  ...USERS,
]
