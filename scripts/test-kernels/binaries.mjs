// The test binaries of psutil-collect.
import { dirname } from 'node:path'
import { output } from './run.mjs'

/** Not run in another kernel, and why. Everything else that cargo reports is. */
const LEFT_OUT = {
  linux_spoilt: 'reads made-up files only, cut off at every byte: a minute each time where all is emulated',
  unsupported: 'asks no kernel: what a foreign system answers',
}

/** Emulated, code that is not optimised takes minutes longer than it takes to build it; all checks stay. */
const PROFILE = ['opt-level=1', 'debug=0'].flatMap((setting) => ['--config', `profile.dev.${setting}`])

/** Builds them: `{ name, path }` of each, and the folder that tests are run in. */
export function build() {
  const args = [
    'test',
    '--locked',
    '--package=psutil-collect',
    '--no-run',
    '--message-format=json',
    ...PROFILE,
  ]
  const messages = output('cargo', args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const built = messages
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .filter((message) => message.reason === 'compiler-artifact' && message.profile.test && message.executable)
  const binaries = built
    .filter(({ target }) => !(target.name in LEFT_OUT))
    .map(({ target, executable }) => ({ name: target.name, path: executable }))
    .sort((a, b) => a.name.localeCompare(b.name))
  for (const [name, reason] of Object.entries(LEFT_OUT)) console.log(`left out: ${name} (${reason})`)
  return { binaries, directory: dirname(built[0].manifest_path) }
}
