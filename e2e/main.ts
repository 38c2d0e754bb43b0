// npm run e2e                          everything, with the release binaries that this machine can build
// npm run e2e -- --quick               what `.ci/run` has the time for, with the binary of `npm run build`
// npm run e2e -- --only deno           only consumers whose names hold this; may be repeated
// npm run e2e -- --keep                leaves the folders where they are, to look at them
//
// Packs the package, publishes it to a registry of this run, and lets consumers install and use it from there.
// Progress goes to standard error, the table to standard output. The exit code is 0 if nobody failed.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Arguments, chosen, readArguments } from './arguments.ts'
import { endAll, run } from './command.ts'
import type { Consumer, Ground } from './consumer.ts'
import { ALL } from './consumers/all.ts'
import { environment, makeGround } from './ground.ts'
import { type Packing, publish, stage } from './packages.ts'
import { startRegistry } from './registry.ts'
import { failures, isWell, line, message, type Row, type Style, summary } from './table.ts'
import { Tools } from './tools.ts'

const REPOSITORY = resolve(import.meta.dirname, '..')
const begin = performance.now()

function tell(text: string): void {
  process.stderr.write(`${text}\n`)
}

function elapsed(since: number): number {
  return (performance.now() - since) / 1000
}

async function step<T>(what: string, work: Promise<T>): Promise<T> {
  const since = performance.now()
  const result = await work
  tell(`${what} (${elapsed(since).toFixed(1)} s)`)
  return result
}

/** A folder for this run, which goes with it, however it ends. */
function makeBase(keep: boolean): string {
  const base = mkdtempSync(join(tmpdir(), 'psutil-native-e2e-'))
  process.on('exit', () => {
    endAll()
    if (keep) tell(`The folders are in ${base}`)
    else rmSync(base, { recursive: true, force: true, maxRetries: 3 })
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130))
  return base
}

/** The tools, the registry, and the packages in it. */
async function prepare({ quick, keep }: Arguments): Promise<Ground> {
  const scripts = ['ensure-built', ...(quick ? [] : ['build-release'])]
  for (const script of scripts)
    execFileSync('node', [`scripts/${script}.mjs`], { cwd: REPOSITORY, stdio: ['ignore', 2, 2] })
  const base = makeBase(keep)
  const tools = new Tools(REPOSITORY, quick)
  // The user's environment, because they come from the user's registry; nothing else does.
  const ours = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? '']))
  const install = (folder: string, ...args: string[]) => run({ folder, command: 'npm', args, env: ours })
  await step('The tools are installed', tools.install(install))

  const registry = await startRegistry(tools.registry, {
    node: tools.nodeOfRegistry,
    storage: join(base, 'registry'),
    env: environment(base, tools.path),
  })
  const ground = makeGround({ repository: REPOSITORY, base, registry, tools })
  const packing: Packing = {
    repository: REPOSITORY,
    staging: join(base, 'staging'),
    released: !quick,
    npm: (folder, ...args) => ground.run(folder, 'npm', args),
    node: (folder, ...args) => ground.run(folder, 'node', args),
  }
  const built = await step('The packages are copied', stage(packing))
  await step(`They are published to ${registry}`, publish(packing))
  tell(`With native modules: ${built.join(', ')}\n`)
  return ground
}

/** Lets each consumer use the package, and tells of it. */
async function use(ground: Ground, consumers: readonly Consumer[], style: Style): Promise<Row[]> {
  const rows: Row[] = []
  for (const { name, run } of consumers) {
    // Who is at it stands there until the row does.
    if (style.colours) process.stdout.write(`${name} …\r`)
    const since = performance.now()
    const error = await run(ground).then(
      () => undefined,
      (reason: unknown) => reason ?? new Error('failed, and did not say why'),
    )
    const row: Row = { name, seconds: elapsed(since), error }
    rows.push(row)
    process.stdout.write(`${line(row, style)}\n`)
  }
  return rows
}

async function main(): Promise<boolean> {
  const asked = readArguments(process.argv.slice(2))
  const consumers = chosen(ALL, asked)
  const style = {
    width: Math.max(0, ...consumers.map(({ name }) => name.length)),
    colours: process.stdout.isTTY === true && !process.env.NO_COLOR,
  }
  const rows = await use(await prepare(asked), consumers, style)
  process.stdout.write(`${failures(rows, style)}\n${summary(rows, elapsed(begin))}\n`)
  return isWell(rows)
}

try {
  process.exit((await main()) ? 0 : 1)
} catch (error) {
  tell(message(error))
  process.exit(1)
}
