import test from 'ava'
import {
  AccessDeniedError,
  KernelDataError,
  NativeBindingError,
  NoSuchProcessError,
  PsutilError,
  SystemError,
  TimeoutExpiredError,
  UnsupportedError,
  unwrap,
  ZombieProcessError,
} from '../src/errors.ts'

/** One of each, with its name and code. */
const ALL: [PsutilError, string, string][] = [
  [new PsutilError('x', 'ERR_X'), 'PsutilError', 'ERR_X'],
  [new NoSuchProcessError(7), 'NoSuchProcessError', 'ERR_NO_SUCH_PROCESS'],
  [new ZombieProcessError(7), 'ZombieProcessError', 'ERR_ZOMBIE_PROCESS'],
  [new AccessDeniedError(7), 'AccessDeniedError', 'ERR_ACCESS_DENIED'],
  [new TimeoutExpiredError(50, 7), 'TimeoutExpiredError', 'ERR_TIMEOUT_EXPIRED'],
  [new UnsupportedError('x', ['linux']), 'UnsupportedError', 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM'],
  [new KernelDataError('/x', 'x'), 'KernelDataError', 'ERR_KERNEL_DATA'],
  [new SystemError('x', 'ENOENT', -2, 'openat', '/x'), 'SystemError', 'ENOENT'],
  [new NativeBindingError('x'), 'NativeBindingError', 'ERR_NATIVE_BINDING'],
]

test('all are errors of this package with a name and a code', (t) => {
  for (const [error, name, code] of ALL) {
    t.true(error instanceof Error && error instanceof PsutilError)
    t.like(error, { name, code })
    t.is(String(error), `${name}: ${error.message}`)
    t.true(error.stack?.startsWith(`${name}: `), error.stack)
  }
})

test('names are not listed, as those of Node’s own errors', (t) => {
  for (const [error] of ALL) {
    const listed: string[] = []
    for (const key in error) listed.push(key)
    t.false(listed.includes('name'))
    t.false(Object.hasOwn(error, 'name'))
  }
})

test('only a zombie is also a process that does not exist', (t) => {
  const missing = ALL.filter(([error]) => error instanceof NoSuchProcessError).map(([, name]) => name)
  t.deepEqual(missing, ['NoSuchProcessError', 'ZombieProcessError'])
})

test('a subclass of a user is named as it likes', (t) => {
  class Mine extends PsutilError {
    override name = 'Mine'
  }
  t.is(String(new Mine('x', 'ERR_X')), 'Mine: x')
})

test('an answer is itself', (t) => {
  for (const answer of [0, '', null, undefined, false, [], {}]) t.is(unwrap<unknown>(answer), answer)
})

test('a bug of ours is an Error like any other', (t) => {
  const error = t.throws(() => unwrap({ failure: 'Bug', message: 'of ours' }), { instanceOf: Error })
  t.false(error instanceof PsutilError)
  t.is(error.message, 'of ours')
})

test('a failure is thrown as its class with what is known of it', (t) => {
  const thrown = (failure: Parameters<typeof unwrap>[0]) => t.throws(() => unwrap(failure), { any: true })
  t.like(thrown({ failure: 'NoSuchProcess', message: 'gone', pid: 7 }), {
    name: 'NoSuchProcessError',
    message: 'gone',
    pid: 7,
  })
  t.like(thrown({ failure: 'ZombieProcess', message: 'ended', pid: 7 }), {
    name: 'ZombieProcessError',
    message: 'ended',
    pid: 7,
  })
  t.like(thrown({ failure: 'AccessDenied', message: 'no', pid: 7 }), { name: 'AccessDeniedError', pid: 7 })
  t.is((thrown({ failure: 'AccessDenied', message: 'no' }) as AccessDeniedError).pid, undefined)
  t.like(thrown({ failure: 'Unsupported', message: '', feature: 'process.exe', platforms: ['linux'] }), {
    name: 'UnsupportedError',
    feature: 'process.exe',
    platforms: ['linux'],
    message: 'process.exe is not available on this platform, only on linux',
  })
  t.like(thrown({ failure: 'KernelData', message: 'odd', path: '/proc/stat' }), {
    name: 'KernelDataError',
    path: '/proc/stat',
  })
  t.like(thrown({ failure: 'InvalidIdentity', message: 'odd' }), {
    name: 'TypeError',
    code: 'ERR_INVALID_ARG_VALUE',
  })
  const system = { code: 'EIO', errno: -5, syscall: 'read', path: '/proc/stat' }
  t.like(thrown({ failure: 'System', message: 'odd', ...system }), { name: 'SystemError', ...system })
})

test('the stack begins with who asked', (t) => {
  function whoAsked() {
    return unwrap({ failure: 'NoSuchProcess', message: 'gone', pid: 7 })
  }
  const error = t.throws(whoAsked, { instanceOf: NoSuchProcessError })
  t.regex(error.stack ?? '', /gone\n\s+at whoAsked/)
})

test('how long it was waited, and for what', (t) => {
  t.like(new TimeoutExpiredError(50, 7), {
    timeout: 50,
    pid: 7,
    message: 'timeout for process 7 expired after 50 ms',
  })
  t.like(new TimeoutExpiredError(50), { timeout: 50, pid: undefined, message: 'timeout expired after 50 ms' })
})

test('nowhere available', (t) => {
  t.true(new UnsupportedError('x', []).message.includes('no platform'))
})

test('a native module that cannot be loaded keeps all reasons', (t) => {
  const [first, second] = [new Error('first'), new Error('second')]
  const error = new NativeBindingError('x', [first, second], { cause: second })
  t.like(error, { message: 'x', cause: second, errors: [first, second] })
  t.deepEqual(new NativeBindingError('x').errors, [])
})
