// What the command line asks for.
import { parseArgs } from 'node:util'
import type { Consumer } from './consumer.ts'

export interface Arguments {
  /** Only what `.ci/run` has the time for. */
  quick: boolean
  /** Only consumers whose names hold one of these. */
  only: string[]
  /** Whether the folders stay, to be looked at. */
  keep: boolean
}

export function readArguments(args: string[]): Arguments {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      keep: { type: 'boolean', default: false },
    },
  })
  return values
}

/** Who was asked for, in their order. Upper and lower case are the same. */
export function chosen(consumers: readonly Consumer[], { quick, only }: Arguments): Consumer[] {
  const parts = only.map((part) => part.toLowerCase())
  const isAskedFor = (name: string) => parts.length === 0 || parts.some((part) => name.includes(part))
  return consumers.filter((each) => (each.quick || !quick) && isAskedFor(each.name.toLowerCase()))
}
