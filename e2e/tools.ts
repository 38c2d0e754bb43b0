// The programs that consumers use: their versions are in e2e/tools, and they are installed from the user's registry.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Unavailable } from './consumer.ts'

export class Tools {
  readonly #repository: string
  /** The folders that this run wants, nearest first. */
  readonly #ours: string[]

  constructor(repository: string, quick: boolean) {
    this.#repository = repository
    const wanted = quick ? ['e2e/tools'] : ['e2e/tools/more', 'e2e/tools']
    this.#ours = wanted.map((folder) => join(repository, folder))
  }

  /** Where programs are looked for: the repository itself has Deno, Bun and TypeScript. */
  get #folders(): string[] {
    return [...this.#ours, this.#repository]
  }

  /** Installs what is not installed, or not in the versions of the lock file. */
  async install(npm: (folder: string, ...args: string[]) => Promise<string>): Promise<void> {
    for (const folder of this.#ours) {
      const mark = join(folder, 'node_modules/.installed')
      const wanted = createHash('sha256')
        .update(readFileSync(join(folder, 'package-lock.json')))
        .digest('hex')
      if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) continue
      await npm(folder, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error')
      writeFileSync(mark, wanted)
    }
  }

  /** Folders with programs, for PATH. */
  get path(): string[] {
    return this.#folders.map((folder) => join(folder, 'node_modules/.bin'))
  }

  program(name: string): string {
    return this.#find(join('node_modules/.bin', name))
  }

  /** This program's own if it is of that version, so that the quick run need not install it. */
  node(major: number): string {
    if (process.version.startsWith(`v${major}.`)) return process.execPath
    return this.#find(`node_modules/node-${major}-${process.platform}-${process.arch}/bin/node`)
  }

  get registry(): string {
    return join(this.#repository, 'e2e/tools/registry.mjs')
  }

  /** Verdaccio wants a newer Node than the package does. */
  get nodeOfRegistry(): string {
    return Number.parseInt(process.versions.node, 10) >= 22 ? process.execPath : this.node(24)
  }

  #find(path: string): string {
    const found = this.#folders.map((folder) => join(folder, path)).find(existsSync)
    if (found === undefined) throw new Unavailable(`no ${path} in e2e/tools`)
    return found
  }
}
