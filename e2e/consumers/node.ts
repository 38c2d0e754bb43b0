// Node, each version that is supported, each way in.
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Consumer, Ground } from '../consumer.ts'
import { expect } from './expect.ts'

const WAYS: Record<string, { file: string; code: string }> = {
  ESM: {
    file: 'app.mjs',
    code: `import { Process, virtualMemory } from 'psutil-native'
      if (!(virtualMemory().total > 0)) throw new Error('no memory')
      console.log(new Process().pid === process.pid)`,
  },
  'require()': {
    file: 'app.cjs',
    code: `const { NoSuchProcessError, Process, virtualMemory } = require('psutil-native')
      if (!(virtualMemory().total > 0)) throw new Error('no memory')
      // One copy of the package, whichever way it is loaded.
      import('psutil-native').then((again) => {
        console.log(new Process().pid === process.pid && again.NoSuchProcessError === NoSuchProcessError)
      })`,
  },
  promises: {
    file: 'app.mjs',
    code: `import { Process, processes } from 'psutil-native/promises'
      const pids = (await processes(['pid'])).map(({ pid }) => pid)
      console.log(pids.includes(process.pid) && new Process().pid === process.pid)`,
  },
}

async function way(ground: Ground, major: number, { file, code }: { file: string; code: string }) {
  const node = ground.node(major)
  const folder = await ground.installed(`node-${major}`)
  writeFileSync(join(folder, file), code)
  const version = await ground.run(folder, node, ['--version'])
  expect(version.startsWith(`v${major}.`), `${node} is ${version}`)
  const output = await ground.run(folder, node, [file])
  expect(output === 'true\n', `it said ${JSON.stringify(output)}`)
}

/** The program, as it is called after an installation: through npx, and by its name. */
async function program(ground: Ground, major: number): Promise<void> {
  const node = ground.node(major)
  const folder = await ground.installed(`node-${major}-program`)
  const output = await ground.shell(
    folder,
    `export PATH=${dirname(node)}:$PWD/node_modules/.bin:$PATH
    node --version
    npx --no-install psutil-native --version
    psutil-native free --json`,
  )
  const [version = '', ours, ...json] = output.split('\n')
  expect(version.startsWith(`v${major}.`), `node is ${version}`)
  expect(/^\d+\.\d+\.\d+$/.test(ours ?? ''), `--version said ${ours}`)
  expect(JSON.parse(json.join('\n')).virtualMemory.total > 0, output)
}

export const NODE: Consumer[] = [20, 22, 24, 26].flatMap((major) => {
  const quick = major === 20 || major === 24
  const ways = Object.entries(WAYS).map(([name, how]) => {
    return { name: `Node ${major}, ${name}`, quick, run: (ground: Ground) => way(ground, major, how) }
  })
  return [...ways, { name: `Node ${major}, npx`, quick, run: (ground: Ground) => program(ground, major) }]
})
