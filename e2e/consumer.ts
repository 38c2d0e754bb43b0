/** Somebody who uses the package as it is published. */
export interface Consumer {
  /** As the table shows it: `Node 22, ESM`. */
  readonly name: string
  /** Whether `.ci/run` has the time for it. */
  readonly quick: boolean
  /** Uses the package in a folder of its own; throws when something is not as it should be. */
  run(ground: Ground): Promise<void>
}

/** What consumers stand on. */
export interface Ground {
  /** A new, empty folder outside the repository, with an .npmrc that leads to the loopback registry and nowhere else. */
  folder(name: string): string
  /**
   * A new folder with a package.json (`{"type": "module", "private": true}`) and the package in it, by
   * `npm install psutil-native` from that registry.
   */
  installed(name: string): Promise<string>
  /** The path of a program of the tools. */
  tool(name: string): string
  /** The path of node of a major version: 20, 22, 24 or 26. */
  node(major: number): string
  /**
   * Runs a command to its end in a folder and returns what it wrote to stdout; an Error with all it wrote if
   * it fails. PATH has the tools' programs and the system's, no Rust.
   */
  run(folder: string, command: string, args: readonly string[], options?: RunOptions): Promise<string>
  /** Runs the lines of a ```sh block as a user would, with `bash -eu`. */
  shell(folder: string, script: string): Promise<string>
  /** Root of the repository, for docs and examples that consumers run. */
  readonly repository: string
  /**
   * The address of the registry, for Deno and Bun (`NPM_CONFIG_REGISTRY`). It is in the environment of
   * everything that runs, too.
   */
  readonly registry: string
}

export interface RunOptions {
  readonly env?: Record<string, string>
  readonly input?: string
}

/** Thrown where this machine lacks what a consumer needs and cannot get it; the row says so instead of pass. */
export class Unavailable extends Error {}
