#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { UnsupportedError } from '../index.ts'
import { HELP, parseArguments, UsageError } from './arguments.ts'
import { render } from './overview.ts'
import { sample } from './sample.ts'
import { styleFor } from './style.ts'

/** What a program returns that was called wrongly. */
const USAGE = 2

async function main(words: string[]): Promise<void> {
  const { help, version, json, processes, interval } = parseArguments(words)
  const { stdout } = process
  if (help) return print(HELP)
  if (version) return print(`${packageVersion()}\n`)
  const overview = await sample(interval)
  if (json) {
    const shown = { ...overview, processes: overview.processes.slice(0, processes) }
    return print(`${JSON.stringify(shown, null, 2)}\n`)
  }
  const style = styleFor(stdout.isTTY === true, process.env)
  const lines = render(overview, { columns: stdout.columns || 80, rows: stdout.rows, style }, processes)
  print(`${lines.join('\n')}\n`)
}

function print(text: string): void {
  process.stdout.write(text)
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return String(version)
}

// Whoever reads us may stop reading, as head(1) does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`psutil-native: ${error.message}\n`)
    process.exitCode = USAGE
  } else if (error instanceof UnsupportedError) {
    process.stderr.write(`psutil-native: ${error.message}\n`)
    process.exitCode = 1
  } else {
    throw error
  }
}
