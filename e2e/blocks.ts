// What a page of the documentation tells to run.
import { readFileSync } from 'node:fs'

export interface Block {
  /** The nearest heading above it. */
  readonly heading: string
  readonly language: string
  readonly code: string
}

/** All blocks of a page, in order. */
export function blocksOf(path: string): Block[] {
  const blocks: Block[] = []
  let heading = ''
  for (const [, title, language, code] of readFileSync(path, 'utf8').matchAll(
    /^#+ ([^\n]+)$|^```(\w+)\n(.*?)^```$/gms,
  )) {
    if (title !== undefined) heading = title
    else blocks.push({ heading, language: language ?? '', code: code ?? '' })
  }
  return blocks
}
