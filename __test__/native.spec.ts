import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import test, { type ExecutionContext } from 'ava'
import { bootTime, Process } from 'psutil-native'
import { native } from '../src/native.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const MAIN = new URL('../dist/index.js', import.meta.url).href

/** Loads the package in a new process and returns the error that it is met with. */
function loadWith(library: string): Record<string, string> {
  const program = `import('psutil-native').then(
    () => console.log('{}'),
    ({ name, code, message, cause }) => console.log(JSON.stringify({ name, code, message, cause: String(cause) })),
  )`
  const env = { ...process.env, NAPI_RS_NATIVE_LIBRARY_PATH: library, NODE_OPTIONS: '' }
  return JSON.parse(execFileSync(process.execPath, ['-e', program], { cwd: ROOT, env, encoding: 'utf8' }))
}

function explains(t: ExecutionContext, error: Record<string, string>): void {
  t.like(error, { name: 'NativeBindingError', code: 'ERR_NATIVE_BINDING' })
  t.true(error.message?.includes(`${process.platform}-${process.arch}`))
  t.true(error.message?.includes('NAPI_RS_NATIVE_LIBRARY_PATH'))
}

test('the module of this platform and this C library', (t) => {
  const report = process.report.getReport() as { header: { glibcVersionRuntime?: string } }
  const { glibcVersionRuntime } = report.header
  const words = [process.platform, ...(glibcVersionRuntime === undefined ? [] : [glibcVersionRuntime])]
  t.is(native.nativePlatform(), words.join(' '))
})

test('a native module that is not there', (t) => {
  const library = join(tmpdir(), 'psutil-native-nowhere.node')
  t.false(existsSync(library))
  const error = loadWith(library)
  explains(t, error)
  t.true(error.message?.includes(library))
})

test('a native module that is corrupt', (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'psutil-native-corrupt-'))
  t.teardown(() => rmSync(directory, { recursive: true }))
  for (const content of ['', 'this is no ELF file', '\u007fELF\u0002\u0001\u0001']) {
    const library = join(directory, 'corrupt.node')
    writeFileSync(library, content)
    const error = loadWith(library)
    explains(t, error)
    t.true(error.message?.includes(library), error.message)
  }
})

test('require takes it too', (t) => {
  const program =
    "const { Process } = require('psutil-native'); console.log(new Process().pid === process.pid)"
  const env = { ...process.env, NODE_OPTIONS: '' }
  const { stdout, status } = spawnSync(process.execPath, ['-e', program], {
    cwd: ROOT,
    env,
    encoding: 'utf8',
  })
  t.is(status, 0)
  t.is(stdout, 'true\n')
})

test('a Worker has its own, and another after it has ended', async (t) => {
  const program = `const { parentPort, workerData } = require('node:worker_threads')
    import(workerData).then(({ Process, bootTime }) => {
      const ours = new Process()
      const name = ours.oneshot(() => ours.name())
      parentPort.postMessage({ pid: ours.pid, identity: ours.identity, name, boot: bootTime() })
    })`
  const { pid, identity } = new Process()
  for (let round = 0; round < 2; round += 1) {
    const workers = [1, 2].map(() => new Worker(program, { eval: true, workerData: MAIN, execArgv: [] }))
    const ends = workers.map((worker) => once(worker, 'exit'))
    for (const [message] of await Promise.all(workers.map((worker) => once(worker, 'message')))) {
      t.like(message, { pid, identity })
      t.is(typeof message.name, 'string')
    }
    t.deepEqual(await Promise.all(ends), [[0], [0]])
  }
  t.is(typeof bootTime(), 'number')
})

// Node starts threads of its own to read the first module.
test('loading it starts no thread and changes no global', (t) => {
  const program = `import { readdirSync } from 'node:fs'
    const look = () => [readdirSync('/proc/self/task').length, Reflect.ownKeys(globalThis).length]
    await import('./dist/errors.js')
    const before = look()
    await import('psutil-native')
    console.log(JSON.stringify([before, look()]))`
  const args = ['--input-type=module', '-e', program]
  const output = execFileSync(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '' },
    encoding: 'utf8',
  })
  const [before, after] = JSON.parse(output)
  t.deepEqual(after, before)
})
