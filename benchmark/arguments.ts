// What the command line asks for.
import { parseArgs } from 'node:util'

export interface Arguments {
  /** Less of everything, in under two minutes. */
  quick: boolean
  /** Only groups and pieces of work whose name holds one of these. */
  only: string[]
  /** Whether peers take part. */
  peers: boolean
  /** Where the results go. */
  json: string | undefined
}

export function readArguments(args: string[]): Arguments {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      'without-peers': { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  })
  const { quick, only, json } = values
  return { quick, only, peers: !values['without-peers'], json }
}

/** Whether something by this name was asked for. */
export function wanted(name: string, only: readonly string[]): boolean {
  return only.length === 0 || only.some((part) => name.includes(part))
}
