import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import test from 'ava'

const run = promisify(execFile)

/** The build from scratch, on a slow machine. */
const BUILD_MS = 15 * 60_000

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SUFFIX = process.platform === 'darwin' ? 'dylib' : 'so'
const LIBRARY = join(ROOT, 'target', 'debug', `libpsutil_node.${SUFFIX}`)

test.before('builds the native module with a fault', async (t) => {
  t.timeout(BUILD_MS)
  const env = { ...process.env, CARGO_TARGET_DIR: join(ROOT, 'target') }
  const args = ['build', '--locked', '-p', 'psutil-node', '--features', 'fault-injection']
  await run('cargo', args, { cwd: ROOT, env, timeout: BUILD_MS })
})

for (const fault of ['fault', 'faultAsync']) {
  test(`a panic of ${fault} arrives as an Error, and the program goes on`, async (t) => {
    const program = `(async () => {
    const native = { exports: {} }
    process.dlopen(native, process.argv[1])
    const { ${fault}: fault, pathsId, pids } = native.exports
    const messages = []
    for (let round = 0; round < 3; round += 1) {
      try {
        await fault()
      } catch (error) {
        messages.push(error instanceof Error ? error.message : 'no Error')
      }
    }
    const numbers = Array.from(pids(pathsId('/proc', '/sys', '/dev', '/etc')))
    console.log(JSON.stringify({ messages, knowsUs: numbers.includes(process.pid) }))
    })()`
    const { stdout } = await run(process.execPath, ['-e', program, LIBRARY], { cwd: ROOT })
    const { messages, knowsUs } = JSON.parse(stdout)
    t.is(messages.length, 3)
    for (const message of messages) t.true(message.includes('a fault on purpose'), message)
    t.true(knowsUs)
  })
}
