// Other runtimes than Node, as npm has them.
import { fileURLToPath } from 'node:url'
import { ROOT } from './as-user.ts'

const bin = (name: string) => `${ROOT}/node_modules/.bin/${name}`

/** How each runtime runs a script of this directory that is written in JavaScript. */
export const RUNTIMES = {
  Node: [process.execPath],
  Deno: [bin('deno'), 'run', '--allow-all', '--quiet'],
  Bun: [bin('bun'), 'run'],
} as const

/** A runtime that is not Node. */
export type OtherRuntime = Exclude<keyof typeof RUNTIMES, 'Node'>

/** The command that runs a script of this directory. */
export function runtimeCommand(runtime: keyof typeof RUNTIMES, script: string, ...args: string[]): string[] {
  return [...RUNTIMES[runtime], fileURLToPath(new URL(script, import.meta.url)), ...args]
}
