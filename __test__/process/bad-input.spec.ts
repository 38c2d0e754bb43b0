import { readdirSync } from 'node:fs'
import test from 'ava'
import { NoSuchProcessError, Process, pidExists } from 'psutil-native'
import { startSleeper } from '../helpers/child.ts'
import { deadPid } from '../helpers/dead-pid.ts'

/** What JavaScript may pass where TypeScript would not. */
function unchecked<T>(value: unknown): T {
  return value as T
}

for (const pid of [1.5, '1', Number.NaN, Number.POSITIVE_INFINITY, null, {}, 1n, true]) {
  test(`${typeof pid} ${String(pid)} is not a number of a process`, (t) => {
    const expected = {
      instanceOf: TypeError,
      code: 'ERR_INVALID_ARG_TYPE',
      message: /"pid".*an integer.*Received/,
    }
    t.throws(() => new Process(unchecked(pid)), expected)
    t.throws(() => pidExists(unchecked(pid)), expected)
  })
}

for (const pid of [-1, 2 ** 31, Number.MAX_SAFE_INTEGER]) {
  test(`${pid} cannot be the number of a process`, (t) => {
    const error = t.throws(() => new Process(pid), { instanceOf: RangeError, code: 'ERR_OUT_OF_RANGE' })
    t.is(
      error.message,
      `The value of "pid" is out of range. It must be >= 0 and <= 2147483647. Received ${pid}`,
    )
    t.false(pidExists(pid))
  })
}

for (const pid of [0, 10 ** 9, 2 ** 31 - 1]) {
  test(`E-R9 no process has the number ${pid}`, (t) => {
    const error = t.throws(() => new Process(pid), {
      instanceOf: NoSuchProcessError,
      code: 'ERR_NO_SUCH_PROCESS',
    })
    t.is(error.pid, pid)
    t.regex(error.message, new RegExp(`\\b${pid}\\b`))
    t.false(pidExists(pid))
  })
}

test('undefined is this process, for the constructor only', (t) => {
  t.is(new Process(undefined).pid, process.pid)
  t.throws(() => pidExists(unchecked(undefined)), { code: 'ERR_INVALID_ARG_TYPE' })
})

test('trap 16 E-R8 a thread is not a process', (t) => {
  const threads = readdirSync('/proc/self/task')
    .map(Number)
    .filter((id) => id !== process.pid)
  t.true(threads.length > 0)
  for (const id of threads) {
    t.throws(() => new Process(id), { instanceOf: NoSuchProcessError })
    t.false(pidExists(id))
  }
})

test('a process that has ended does not exist', (t) => {
  const pid = deadPid()
  t.throws(() => new Process(pid), { instanceOf: NoSuchProcessError })
  t.false(pidExists(pid))
  t.true(pidExists(process.pid))
})

test('bad options', (t) => {
  const ours = new Process()
  const value = { instanceOf: TypeError, code: 'ERR_INVALID_ARG_VALUE' }
  const type = { instanceOf: TypeError, code: 'ERR_INVALID_ARG_TYPE' }
  for (const method of ['name', 'exe', 'cwd', 'cmdline', 'environ'] as const) {
    const ask = (options: unknown) => () => Reflect.apply(ours[method], ours, [options])
    t.throws(
      ask({ encoding: 'latin1' }),
      { ...value, message: /"options\.encoding".*'utf8' or 'buffer'.*'latin1'/ },
      method,
    )
    t.throws(ask({ encoding: null }), value, method)
    t.throws(ask(null), { ...type, message: /"options".*an object.*null/ }, method)
    t.throws(ask('buffer'), type, method)
    t.notThrows(ask({ encoding: undefined }), method)
  }
  t.throws(() => ours.name({ raw: unchecked(1) }), { ...type, message: /"options\.raw".*a boolean.*1/ })
  t.throws(() => ours.exe({ fallbackCmdline: unchecked(0) }), {
    ...type,
    message: /"options\.fallbackCmdline"/,
  })
  t.throws(() => ours.children({ recursive: unchecked('yes') }), {
    ...type,
    message: /"options\.recursive".*a boolean.*'yes'/,
  })
  t.throws(() => ours.children(unchecked(null)), type)
  t.throws(() => ours.oneshot(unchecked(1)), { ...type, message: /"callback".*a function/ })
})

test('bad signals hit nobody', (t) => {
  const { pid } = startSleeper(t)
  const target = new Process(pid)
  const send = (signal: unknown) => () => target.sendSignal(unchecked(signal))
  for (const name of ['SIGNOPE', 'kill', 'sigkill', '', 'SIGRTMIN+99', 'SIGKILL\0', '9', '__proto__']) {
    t.throws(
      send(name),
      { instanceOf: TypeError, code: 'ERR_INVALID_ARG_VALUE', message: /"signal".*SIGTERM/ },
      name,
    )
  }
  for (const number of [-1, 65, 2 ** 32 + 9, -9]) {
    const expected = { instanceOf: RangeError, code: 'ERR_OUT_OF_RANGE', message: /"signal".*>= 0 and <= 64/ }
    t.throws(send(number), expected, String(number))
  }
  for (const value of [1.5, Number.NaN, {}, null, undefined, 9n, [9]]) {
    t.throws(send(value), { instanceOf: TypeError, code: 'ERR_INVALID_ARG_TYPE', message: /"signal"/ })
  }
  t.true(target.isRunning())
  t.is(target.status(), 'sleeping')
})

test('signal 0 only checks', (t) => {
  const target = new Process(startSleeper(t).pid)
  target.sendSignal(0)
  t.true(target.isRunning())
  t.is(target.status(), 'sleeping')
})

for (const identity of ['', 'linux', 'linux:x:i1:1', 'linux:x:i1', '1', 'linux:::', '\0']) {
  test(`${JSON.stringify(identity)} is not an identity`, (t) => {
    const error = t.throws(() => Process.fromIdentity(identity), { any: true }) as Error & { code: string }
    t.true(
      error instanceof NoSuchProcessError ||
        (error instanceof TypeError && error.code === 'ERR_INVALID_ARG_VALUE'),
      String(error),
    )
  })
}

test('identities of another type, boot or process', (t) => {
  const { identity } = new Process()
  const [, boot = '', key = '', pid = ''] = identity.split(':')
  t.regex(identity, /^linux:[0-9a-f-]{36}:[it]\d+:\d+$/)
  t.throws(() => Process.fromIdentity(unchecked(1)), { instanceOf: TypeError, code: 'ERR_INVALID_ARG_TYPE' })
  t.throws(() => Process.fromIdentity(`darwin:${boot}:${key}:${pid}`), { instanceOf: NoSuchProcessError })
  t.throws(() => Process.fromIdentity(`linux:${boot}:x${key.slice(1)}:${pid}`), { instanceOf: TypeError })
  t.throws(() => Process.fromIdentity(`${identity}:1`), { instanceOf: TypeError })
  const otherBoot = '00000000-0000-4000-8000-000000000000'
  t.throws(() => Process.fromIdentity(`linux:${otherBoot}:${key}:${pid}`), { instanceOf: NoSuchProcessError })
  t.throws(() => Process.fromIdentity(`linux:${boot}:${key}1:${pid}`), { instanceOf: NoSuchProcessError })
  t.throws(() => Process.fromIdentity(`linux:${boot}:${key}:1`), { instanceOf: NoSuchProcessError })
})
