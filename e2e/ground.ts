// Where consumers stand: folders of their own, an environment without this repository, the tools.
import { existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './command.ts'
import type { Ground, RunOptions } from './consumer.ts'
import type { Tools } from './tools.ts'

export interface Grounds {
  readonly repository: string
  /** The folder of this run. */
  readonly base: string
  readonly registry: string
  readonly tools: Tools
}

export function makeGround({ repository, base, registry, tools }: Grounds): Ground {
  const npmrc = `registry=${registry}\n//${new URL(registry).host}/:_authToken=nobody\n`
  writeFileSync(join(base, 'npmrc'), npmrc)
  const env = { ...environment(base, tools.path), ...leadingTo(registry, base) }
  mkdirSync(join(base, 'consumers'), { recursive: true })

  const ground: Ground = {
    repository,
    registry,
    folder(name) {
      const folder = mkdtempSync(join(base, 'consumers', `${name.replaceAll(/\W+/g, '-')}-`))
      writeFileSync(join(folder, '.npmrc'), npmrc)
      return folder
    },
    async installed(name) {
      const folder = ground.folder(name)
      writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }\n')
      await ground.run(folder, 'npm', ['install', 'psutil-native'])
      return folder
    },
    tool: (name) => tools.program(name),
    node: (major) => tools.node(major),
    run: (folder, command, args, options: RunOptions = {}) =>
      run({ folder, command, args, env: { ...env, ...options.env }, input: options.input }),
    shell: (folder, script) => run({ folder, command: 'bash', args: ['-eu'], env, input: script }),
  }
  return ground
}

/** Made anew: what npm, the user and this repository have put into ours is not what a consumer has. */
export function environment(base: string, tools: readonly string[]): Record<string, string> {
  const bin = join(base, 'bin')
  const home = join(base, 'home')
  const temporary = join(base, 'tmp')
  for (const folder of [bin, home, temporary]) mkdirSync(folder, { recursive: true })
  // The tools have a `node` of some version: ours goes first.
  if (!existsSync(join(bin, 'node'))) symlinkSync(process.execPath, join(bin, 'node'))
  return {
    PATH: [bin, ...tools, ...withoutRust(process.env.PATH ?? '')].join(':'),
    HOME: home,
    TMPDIR: temporary,
    LANG: 'C.UTF-8',
    NO_COLOR: '1',
  }
}

function withoutRust(path: string): string[] {
  const hasRust = (folder: string) => ['cargo', 'rustc'].some((name) => existsSync(join(folder, name)))
  const isOfTheSystem = (folder: string) => existsSync(join(folder, 'bash'))
  const isOfNpm = (folder: string) => folder.includes('node_modules')
  return path.split(':').filter((folder) => !isOfNpm(folder) && (!hasRust(folder) || isOfTheSystem(folder)))
}

/** Leads npm, Deno, Bun and the others to the registry, and to nothing that was there before this run. */
function leadingTo(registry: string, base: string): Record<string, string> {
  return {
    NPM_CONFIG_REGISTRY: registry,
    NPM_CONFIG_USERCONFIG: join(base, 'npmrc'),
    NPM_CONFIG_GLOBALCONFIG: join(base, 'no-npmrc'),
    NPM_CONFIG_CACHE: join(base, 'cache/npm'),
    NPM_CONFIG_UPDATE_NOTIFIER: 'false',
    NPM_CONFIG_AUDIT: 'false',
    NPM_CONFIG_FUND: 'false',
    DENO_DIR: join(base, 'cache/deno'),
    DENO_NO_UPDATE_CHECK: '1',
    BUN_INSTALL_CACHE_DIR: join(base, 'cache/bun'),
    DO_NOT_TRACK: '1',
    // Whoever asks anybody else gets no answer.
    HTTP_PROXY: 'http://127.0.0.1:9',
    HTTPS_PROXY: 'http://127.0.0.1:9',
    NO_PROXY: '127.0.0.1,localhost',
  }
}
