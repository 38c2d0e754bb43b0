// The package as npm would install it, in a folder of its own, with packages of binaries made by hand.
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { ROOT } from '../house/sources.ts'

/** What the package of this platform is called, after `@psutil-native/binding-`. */
export const HERE =
  readdirSync(ROOT)
    .map((name) => /^psutil-native\.(.*)\.node$/.exec(name)?.[1])
    .find((name) => name !== undefined) ?? 'linux-x64-gnu'

/** The native module that the repository has built. */
export const BINARY = readFileSync(join(ROOT, `psutil-native.${HERE}.node`))

const bin = (name: string) => join(ROOT, 'node_modules/.bin', name)

/** How each runtime runs a file, with no more rights than the package needs. */
export const RUNTIMES = {
  Node: [process.execPath],
  Deno: [bin('deno'), 'run', '--no-prompt', '--quiet', '--allow-ffi'],
  Bun: [bin('bun'), 'run'],
} as const
export type Runtime = keyof typeof RUNTIMES
export const ALL = Object.keys(RUNTIMES) as Runtime[]

/** What a program met when it imported the package: an error, or itself. */
export interface Met {
  name?: string
  code?: string
  message: string
  cause?: string
  errors?: number
  works?: boolean
}

const PROGRAM = `
  const [platform, arch] = PLATFORM
  if (platform) Object.defineProperty(process, 'platform', { value: platform })
  if (arch) Object.defineProperty(process, 'arch', { value: arch })
  let met
  try {
    const { Process } = await import('psutil-native')
    met = { message: '', works: new Process().pid === process.pid }
  } catch ({ name, code, message, cause, errors }) {
    met = { name, code, message, cause: String(cause?.message ?? cause), errors: errors?.length }
  }
  console.log(JSON.stringify(met))
`

export class Copy {
  readonly folder = mkdtempSync(join(tmpdir(), 'psutil-native-copy-'))
  readonly ours = join(this.folder, 'node_modules/psutil-native')

  constructor(t: ExecutionContext) {
    t.teardown(() => rmSync(this.folder, { recursive: true }))
    mkdirSync(this.ours, { recursive: true })
    cpSync(join(ROOT, 'dist'), join(this.ours, 'dist'), { recursive: true })
    for (const name of ['native.cjs', 'package.json']) copyFileSync(join(ROOT, name), join(this.ours, name))
    writeFileSync(join(this.folder, 'package.json'), '{ "type": "module" }')
  }

  /** Installs the package of a platform, with this in place of its binary. */
  install(
    platform: string,
    content: Buffer | string = BINARY,
    main = `psutil-native.${platform}.node`,
  ): this {
    const folder = join(this.folder, `node_modules/@psutil-native/binding-${platform}`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ main }))
    writeFileSync(join(folder, main), content)
    return this
  }

  /** Imports the package in a new process. */
  run(command: readonly string[], { platform = [] as string[], library = '' } = {}): Met {
    const path = join(this.folder, 'program.mjs')
    writeFileSync(path, PROGRAM.replace('PLATFORM', JSON.stringify(platform)))
    const env = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', NAPI_RS_NATIVE_LIBRARY_PATH: library }
    const [file = '', ...args] = command
    const { stdout, stderr } = spawnSync(file, [...args, path], { cwd: this.folder, env, encoding: 'utf8' })
    if (stdout === '') throw new Error(`${command.join(' ')}: ${stderr}`)
    return JSON.parse(stdout)
  }
}
