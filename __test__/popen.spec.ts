import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel'
import { getEventListeners, once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import test, { type ExecutionContext } from 'ava'
import { NoSuchProcessError, Popen, Process, paths, SystemError, TimeoutExpiredError } from 'psutil-native'
import { nodeCommand, runForJson } from './helpers/as-user.ts'
import { end } from './helpers/child.ts'
import { eventually, soon } from './helpers/eventually.ts'
import { hasExeced, stateLetter } from './helpers/proc.ts'

/** A value that the types do not allow. */
const wrong = (value: unknown) => value as never

/** Several times what any pipe holds. */
const BIG = 'é'.repeat(2 ** 22)

/** Starts a program that is killed when the test is over. */
function popen(t: ExecutionContext, file: string, args: string[] = [], options?: SpawnOptions): Popen {
  const started = new Popen(file, args, options)
  t.teardown(() => end(started.child))
  return started
}

/** Starts a line of shell. */
function shell(t: ExecutionContext, line: string, options?: SpawnOptions): Popen {
  return popen(t, 'sh', ['-c', line], options)
}

/** Sends what the child waits for. */
function tell(target: Popen, line: string): void {
  target.stdin?.write(`${line}\n`)
}

test('it is the process of the child', (t) => {
  const target = popen(t, 'sleep', ['1000'])
  soon('exec of sleep', () => hasExeced(target.pid))
  t.true(target instanceof Process)
  t.is(target.child.pid, target.pid)
  t.true(target.equals(new Process(target.pid)))
  t.is(target.ppid(), process.pid)
  t.is(target.name(), 'sleep')
  t.deepEqual(target.args, ['sleep', '1000'])
  t.true(Object.isFrozen(target.args))
  t.regex(String(target), /^Popen\(pid=\d+, name='sleep', status='/)
  t.deepEqual(target.toJSON(), new Process(target.pid).toJSON())
})

test('trap 6: stdin, stdout and stderr are each its own', async (t) => {
  const target = shell(t, 'read line; echo "out $line"; echo "err $line" >&2')
  const { stdin, stdout, stderr, child } = target
  t.is(stdin, child.stdin)
  t.is(stdout, child.stdout)
  t.is(stderr, child.stderr)
  t.is(new Set([stdin, stdout, stderr]).size, 3)
  t.deepEqual(await target.communicate('x\n'), { stdout: 'out x\n', stderr: 'err x\n' })
})

test('what is no pipe is null', async (t) => {
  const target = shell(t, 'echo out; echo err >&2', { stdio: ['ignore', 'pipe', 'ignore'] })
  t.is(target.stdin, null)
  t.is(target.stderr, null)
  t.deepEqual(await target.communicate(), { stdout: 'out\n', stderr: null })
})

test('poll: null while it runs, then how it ended', async (t) => {
  const returning = shell(t, 'read line; exit 7')
  t.is(returning.poll(), null)
  tell(returning, 'go')
  await once(returning.child, 'exit')
  t.deepEqual(returning.poll(), { exitCode: 7, signalCode: null })
  const ended = popen(t, 'sleep', ['1000'])
  ended.terminate()
  t.is(ended.poll(), null)
  await once(ended.child, 'exit')
  t.deepEqual(ended.poll(), { exitCode: null, signalCode: 'SIGTERM' })
})

test('E-R10 a child that has ended: a zombie until Node reaps it, then gone, and Node’s own event still comes', async (t) => {
  const target = popen(t, 'sh', ['-c', 'echo left behind; exit 3'])
  const exit = once(target.child, 'exit')
  soon('a zombie', () => stateLetter(target.pid) === 'Z')
  t.is(target.status(), 'zombie')
  t.true(target.isRunning())
  t.is(target.poll(), null)
  t.true(Process.fromChild(target.child).equals(target))
  t.deepEqual(await exit, [3, null])
  t.false(target.isRunning())
  t.throws(() => target.status(), { instanceOf: NoSuchProcessError })
  t.throws(() => target.kill(), { instanceOf: NoSuchProcessError })
  t.deepEqual(target.poll(), { exitCode: 3, signalCode: null })
  t.deepEqual(target.poll(), { exitCode: 3, signalCode: null })
})

test('E-R10 what a child wrote before it ended is there afterwards, time and again', async (t) => {
  const target = shell(t, 'echo out; echo err >&2')
  await once(target.child, 'close')
  for (let count = 0; count < 2; count += 1) {
    t.deepEqual(await target.communicate(), { stdout: 'out\n', stderr: 'err\n' })
  }
})

test('large input and output at once', async (t) => {
  const target = popen(t, 'cat')
  const { stdout, stderr } = await target.communicate(BIG)
  t.true(stdout === BIG)
  t.is(stderr, '')
  t.deepEqual(target.poll(), { exitCode: 0, signalCode: null })
})

test('large output on both', async (t) => {
  const target = shell(
    t,
    'head -c 4000000 /dev/zero >&2; head -c 3000000 /dev/zero; head -c 1000000 /dev/zero >&2',
  )
  const { stdout, stderr } = await target.communicate(null, { encoding: 'buffer' })
  t.is(stdout?.length, 3_000_000)
  t.is(stderr?.length, 5_000_000)
})

test('bytes both ways', async (t) => {
  const bytes = Buffer.from(Array.from({ length: 1000 }, (_, at) => at % 256))
  const target = popen(t, 'cat')
  const { stdout } = await target.communicate(new Uint8Array(bytes), { encoding: 'buffer' })
  t.deepEqual(stdout, bytes)
  t.is((await target.communicate()).stdout, bytes.toString())
})

test('no input, or empty input, is the end of input', async (t) => {
  for (const input of [undefined, null, '', new Uint8Array()]) {
    t.deepEqual(await popen(t, 'cat').communicate(input), { stdout: '', stderr: '' })
  }
})

test('a child that closes its input early', async (t) => {
  const target = shell(t, 'exec <&-; echo closed; exit 5')
  t.deepEqual(await target.communicate(BIG), { stdout: 'closed\n', stderr: '' })
  t.deepEqual(target.poll(), { exitCode: 5, signalCode: null })
})

test('a child that ended before there was input', async (t) => {
  const target = shell(t, 'echo done')
  await once(target.child, 'exit')
  t.is((await target.communicate(BIG)).stdout, 'done\n')
})

test('when the time runs out the child goes on, and so does the next call', async (t) => {
  const target = shell(t, 'read line; echo "first $line"; read line <&3; echo "second $line"; cat', {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  })
  const error = await t.throwsAsync(target.communicate('a\nrest', { timeout: 50 }), {
    instanceOf: TimeoutExpiredError,
    code: 'ERR_TIMEOUT_EXPIRED',
  })
  t.like(error, { timeout: 50, pid: target.pid })
  t.is(target.poll(), null)
  t.true(target.isRunning())
  await t.throwsAsync(target.communicate(null, { timeout: 0 }), { instanceOf: TimeoutExpiredError })
  const third = target.child.stdio[3]
  if (third !== null && third !== undefined && 'write' in third) third.write('b\n')
  const { stdout } = await target.communicate(undefined, { timeout: 60_000 })
  t.is(stdout, 'first a\nsecond b\nrest')
})

test('what comes between two calls is kept', async (t) => {
  const target = shell(t, 'echo before; read line <&3; echo after', {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  })
  await t.throwsAsync(target.communicate(null, { timeout: 0 }), { instanceOf: TimeoutExpiredError })
  const third = target.child.stdio[3]
  if (third !== null && third !== undefined && 'write' in third) third.end('go\n')
  await once(target.child, 'exit')
  for (let turn = 0; turn < 10; turn += 1) await setImmediate()
  t.is((await target.communicate()).stdout, 'before\nafter\n')
})

test('a time longer than Node’s timers run is not short', async (t) => {
  for (const timeout of [2 ** 31, Number.MAX_VALUE, Infinity]) {
    const target = popen(t, 'cat')
    t.is((await target.communicate('x', { timeout })).stdout, 'x')
  }
})

test('a signal given up to beforehand: nothing is done', async (t) => {
  const target = popen(t, 'cat')
  const reason = new Error('enough')
  const error = await t.throwsAsync(target.communicate('x', { signal: AbortSignal.abort(reason) }))
  t.is(error, reason)
  t.is((await target.communicate('y')).stdout, 'y')
})

test('a signal meanwhile: it rejects with its reason, and the child goes on', async (t) => {
  const target = popen(t, 'sleep', ['1000'])
  const abort = new AbortController()
  const { signal } = abort
  const communicated = target.communicate(null, { signal })
  await setImmediate()
  abort.abort('enough')
  t.is(await communicated.catch((reason: unknown) => reason), 'enough')
  t.true(target.isRunning())
  t.is(getEventListeners(signal, 'abort').length, 0)
  target.kill()
  t.deepEqual(await target.communicate(), { stdout: '', stderr: '' })
  t.deepEqual(target.poll(), { exitCode: null, signalCode: 'SIGKILL' })
})

test('nothing is left listening', async (t) => {
  const target = popen(t, 'cat')
  const counts = () =>
    [target.child, target.stdout, target.stderr].map((each) =>
      each?.eventNames().map((name) => each.listenerCount(name)),
    )
  await t.throwsAsync(
    target.communicate('x', { timeout: 0 }).then(() => target.communicate(null, { timeout: 0 })),
  )
  const { signal } = new AbortController()
  t.is((await target.communicate(null, { signal })).stdout, 'x')
  t.is(getEventListeners(signal, 'abort').length, 0)
  t.is(target.child.listenerCount('error'), 0)
  const before = counts()
  await target.communicate(null, { signal })
  t.deepEqual(counts(), before)
})

test('one call at a time', async (t) => {
  const target = popen(t, 'cat')
  const first = target.communicate('x')
  await t.throwsAsync(target.communicate(), { code: 'ERR_INVALID_STATE', message: /under way/ })
  t.is((await first).stdout, 'x')
})

test('input where it can no longer be given', async (t) => {
  const target = popen(t, 'cat', [], { stdio: ['ignore', 'pipe', 'pipe'] })
  await t.throwsAsync(target.communicate('x'), { code: 'ERR_INVALID_STATE', message: /no pipe/ })
  t.is((await target.communicate()).stdout, '')
  const again = popen(t, 'cat')
  await again.communicate('x')
  await t.throwsAsync(again.communicate('y'), { code: 'ERR_INVALID_STATE', message: /closed already/ })
  const closed = popen(t, 'cat')
  closed.stdin?.end('z')
  await t.throwsAsync(closed.communicate('y'), { code: 'ERR_INVALID_STATE', message: /closed already/ })
  t.is((await closed.communicate()).stdout, 'z')
})

test('wrong arguments, and then nothing has been done', async (t) => {
  const target = popen(t, 'cat')
  const type = { instanceOf: TypeError, code: 'ERR_INVALID_ARG_TYPE' }
  const range = { instanceOf: RangeError, code: 'ERR_OUT_OF_RANGE' }
  for (const input of [7, {}, [], new ArrayBuffer(1), true]) {
    await t.throwsAsync(target.communicate(wrong(input)), { ...type, message: /"input"/ })
  }
  for (const options of [null, 7]) await t.throwsAsync(target.communicate('x', wrong(options)), type)
  for (const timeout of ['1', null, 1n]) {
    await t.throwsAsync(target.communicate('x', { timeout: wrong(timeout) }), {
      ...type,
      message: /options\.timeout/,
    })
  }
  for (const timeout of [-1, Number.NaN, -Infinity]) {
    await t.throwsAsync(target.communicate('x', { timeout }), { ...range, message: /options\.timeout/ })
  }
  for (const signal of [null, {}, 'SIGTERM']) {
    await t.throwsAsync(target.communicate('x', { signal: wrong(signal) }), {
      ...type,
      message: /options\.signal/,
    })
  }
  await t.throwsAsync(target.communicate('x', { encoding: wrong('latin1') }), {
    code: 'ERR_INVALID_ARG_VALUE',
  })
  t.is((await target.communicate('y')).stdout, 'y')
})

test('what fails of the child while we talk to it', async (t) => {
  const abort = new AbortController()
  const target = popen(t, 'sleep', ['1000'], { signal: abort.signal })
  const communicated = target.communicate()
  abort.abort()
  await t.throwsAsync(communicated, { name: 'AbortError' })
  await target.communicate()
  t.deepEqual(target.poll(), { exitCode: null, signalCode: 'SIGTERM' })
})

test('what a child of the child goes on writing does not fill the memory', async (t) => {
  const target = shell(t, 'yes & exit')
  const { stdout } = target
  await eventually('a pause', () => target.poll() !== null && stdout?.isPaused())
  await target[Symbol.asyncDispose]()
  t.true(stdout?.destroyed)
})

const failed = runForJson([
  'sh',
  '-c',
  'ulimit -n 256; exec "$@"',
  'sh',
  ...nodeCommand('failed-launch.ts'),
]) as {
  thrown: Record<string, unknown>
  uncaught: string[]
}

for (const [name, code, errno, path] of [
  ['missing', 'ENOENT', -2, '/nonexistent/program'],
  ['missingName', 'ENOENT', -2, 'psutil-native-nonexistent'],
  ['missingCwd', 'ENOENT', -2, 'true'],
  ['forbidden', 'EACCES', -13, '/dev/null'],
  ['tooLong', 'E2BIG', -7, 'true'],
  ['shell', 'ENOENT', -2, '/nonexistent/shell'],
  ['noFiles', 'EMFILE', -24, 'true'],
] as const) {
  test(`a program that cannot be started is told at once: ${name}`, (t) => {
    const syscall = `spawn ${path}`
    t.deepEqual(failed.thrown[name], { code, errno, syscall, path, message: `${syscall} ${code}` })
  })
}

test('and nothing follows that nobody caught', (t) => {
  t.deepEqual(failed.uncaught, [])
})

test('the stack begins with who asked', (t) => {
  function whoAsked() {
    return new Popen('/nonexistent')
  }
  const error = t.throws(whoAsked, { instanceOf: SystemError })
  t.regex(error.stack ?? '', /ENOENT\n\s+at whoAsked/)
})

test('arguments that Node refuses', (t) => {
  for (const args of [[7], [''], ['true', 7], ['true', [], 7], ['true', ['\0']], ['true', [], { cwd: 7 }]]) {
    t.throws(() => Reflect.construct(Popen, args), { instanceOf: TypeError, message: /argument|"options/ })
  }
  t.false(channel('child_process').hasSubscribers)
})

test('a child that cannot be opened is not left running', async (t) => {
  const empty = mkdtempSync(join(tmpdir(), 'psutil-native-empty-'))
  t.teardown(() => rmSync(empty, { recursive: true }))
  const children: ChildProcess[] = []
  const onChild = (message: unknown) => children.push((message as { process: ChildProcess }).process)
  const { procfs } = paths
  subscribe('child_process', onChild)
  paths.procfs = empty
  try {
    t.throws(() => new Popen('sleep', ['1000']))
  } finally {
    paths.procfs = procfs
    unsubscribe('child_process', onChild)
  }
  const [child] = children
  if (child === undefined) throw new Error('nothing was started')
  t.deepEqual(await once(child, 'close'), [null, 'SIGKILL'])
})

test('disposed of: no pipe is left, and no child', async (t) => {
  const target = shell(t, 'read line; [ "$line" = delivered ]', { stdio: ['pipe', 'pipe', 'pipe', 'pipe'] })
  {
    await using inner = target
    tell(inner, 'delivered')
  }
  t.deepEqual(target.poll(), { exitCode: 0, signalCode: null })
  t.false(target.isRunning())
  for (const stream of target.child.stdio) t.true(stream?.destroyed)
})

test('disposed of: it waits, and does not end the child', async (t) => {
  const target = shell(t, 'read line; exit 4')
  await target[Symbol.asyncDispose]()
  await target[Symbol.asyncDispose]()
  t.deepEqual(target.poll(), { exitCode: 4, signalCode: null })
})

test('disposed of after it was talked to, with something that nobody reads, and with a channel', async (t) => {
  const talked = popen(t, 'cat')
  await talked.communicate('x')
  await talked[Symbol.asyncDispose]()
  const full = popen(t, 'cat', ['/dev/zero'])
  await full[Symbol.asyncDispose]()
  t.deepEqual(full.poll(), { exitCode: null, signalCode: 'SIGPIPE' })
  const script = 'process.on("message", () => {})'
  const linked = popen(t, process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'pipe', 'ipc'] })
  await linked[Symbol.asyncDispose]()
  t.deepEqual(linked.poll(), { exitCode: 0, signalCode: null })
})
