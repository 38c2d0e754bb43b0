// The little program that several consumers are.
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Ground } from '../consumer.ts'
import { expect } from './expect.ts'

/** Puts it into a folder. */
export function addApp({ repository }: Ground, folder: string): void {
  copyFileSync(join(repository, 'e2e/apps/app.ts'), join(folder, 'app.ts'))
}

/** Runs a command and expects what the program says if all is well. */
export async function runsApp(
  ground: Ground,
  folder: string,
  command: string,
  ...args: string[]
): Promise<void> {
  const output = await ground.run(folder, command, args)
  expect(output.trim().split('\n').at(-1) === 'true', `it said ${JSON.stringify(output)}`)
}
