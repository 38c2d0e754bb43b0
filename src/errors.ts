import type { NativeError } from '../index.js'

/** The base of all errors of this package. `code` tells them apart, `cause` is what lies behind. */
export class PsutilError extends Error {
  /** A constant such as `ERR_NO_SUCH_PROCESS`. */
  readonly code: string

  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }

  static {
    nameOf(PsutilError, 'PsutilError')
  }
}

/** The process has ended. Its number may belong to another process by now; the message says so. */
export class NoSuchProcessError extends PsutilError {
  /** The number that the process has or had. */
  readonly pid: number

  constructor(pid: number, message = `process ${pid} does not exist`, code = 'ERR_NO_SUCH_PROCESS') {
    super(message, code)
    this.pid = pid
  }

  static {
    nameOf(NoSuchProcessError, 'NoSuchProcessError')
  }
}

/** The process has ended, its parent has not asked for its exit status yet, and what was asked for is gone. */
export class ZombieProcessError extends NoSuchProcessError {
  constructor(pid: number, message = `process ${pid} has ended and is only waiting to be reaped`) {
    super(pid, message, 'ERR_ZOMBIE_PROCESS')
  }

  static {
    nameOf(ZombieProcessError, 'ZombieProcessError')
  }
}

/** The kernel does not let this user see or do that. */
export class AccessDeniedError extends PsutilError {
  /** The process, if it is about one. */
  readonly pid: number | undefined

  constructor(pid: number | undefined, message = 'access denied') {
    super(message, 'ERR_ACCESS_DENIED')
    this.pid = pid
  }

  static {
    nameOf(AccessDeniedError, 'AccessDeniedError')
  }
}

/** What was waited for took too long. It was not ended by that, nor was anything lost. */
export class TimeoutExpiredError extends PsutilError {
  /** How long it was waited for, in milliseconds. */
  readonly timeout: number
  /** The process, if it is about one. */
  readonly pid: number | undefined

  constructor(timeout: number, pid?: number) {
    const whose = pid === undefined ? '' : ` for process ${pid}`
    super(`timeout${whose} expired after ${timeout} ms`, 'ERR_TIMEOUT_EXPIRED')
    this.timeout = timeout
    this.pid = pid
  }

  static {
    nameOf(TimeoutExpiredError, 'TimeoutExpiredError')
  }
}

/** This platform has no such thing. `isAvailable(feature)` tells beforehand. */
export class UnsupportedError extends PsutilError {
  /** What is missing, in the words of `isAvailable`. */
  readonly feature: string
  /** Where it can be had, in the words of `process.platform`. */
  readonly platforms: string[]

  constructor(feature: string, platforms: string[]) {
    const where = platforms.length === 0 ? 'no platform' : platforms.join(', ')
    super(
      `${feature} is not available on this platform, only on ${where}`,
      'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
    )
    this.feature = feature
    this.platforms = platforms
  }

  static {
    nameOf(UnsupportedError, 'UnsupportedError')
  }
}

/** The kernel's answer is missing its essential part or cannot be understood. */
export class KernelDataError extends PsutilError {
  /** The file. */
  readonly path: string

  constructor(path: string, message: string) {
    super(message, 'ERR_KERNEL_DATA')
    this.path = path
  }

  static {
    nameOf(KernelDataError, 'KernelDataError')
  }
}

/** Any other failure of the kernel, shaped like Node's own: `code` is the errno's name. */
export class SystemError extends PsutilError {
  /** The errno, negative as in Node's own errors. */
  readonly errno: number
  /** The system call. */
  readonly syscall: string
  /** The file, if there was one. */
  readonly path: string | undefined

  constructor(message: string, code: string, errno: number, syscall: string, path?: string) {
    super(message, code)
    this.errno = errno
    this.syscall = syscall
    this.path = path
  }

  static {
    nameOf(SystemError, 'SystemError')
  }
}

/** The native module could not be loaded. The message says why and what to do, `cause` is the chief reason. */
export class NativeBindingError extends PsutilError {
  /** Why each place that was tried would not do, in the order of trying. */
  readonly errors: readonly unknown[]

  constructor(message: string, errors: readonly unknown[] = [], options?: ErrorOptions) {
    super(message, 'ERR_NATIVE_BINDING', options)
    this.errors = errors
  }

  static {
    nameOf(NativeBindingError, 'NativeBindingError')
  }
}

/** An answer of the native module, or the error it stands for, thrown. */
export function unwrap<T>(outcome: T | NativeError): T {
  if (isFailure(outcome)) {
    const error = toError(outcome)
    Error.captureStackTrace?.(error, unwrap)
    throw error
  }
  return outcome
}

/** The error that an answer of the native module stands for, if it is not to be thrown. */
export function errorOf(failure: NativeError): PsutilError {
  const error = toError(failure)
  if (error instanceof PsutilError) return error
  throw error // a bug of ours
}

function isFailure<T>(outcome: T | NativeError): outcome is NativeError {
  return typeof outcome === 'object' && outcome !== null && 'failure' in outcome
}

function toError(failure: NativeError): Error {
  const { message, pid = -1, path = '' } = failure
  switch (failure.failure) {
    case 'NoSuchProcess':
      return new NoSuchProcessError(pid, message)
    case 'ZombieProcess':
      return new ZombieProcessError(pid, message)
    case 'AccessDenied':
      return new AccessDeniedError(failure.pid, message)
    case 'Unsupported':
      return new UnsupportedError(failure.feature ?? '', failure.platforms ?? [])
    case 'KernelData':
      return new KernelDataError(path, message)
    case 'InvalidIdentity':
      return Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARG_VALUE' })
    case 'OutOfRange':
      return Object.assign(new RangeError(message), { code: 'ERR_OUT_OF_RANGE' })
    case 'InvalidState':
      return new PsutilError(message, 'ERR_INVALID_STATE')
    case 'Bug':
      return new Error(message)
    case 'System':
      return new SystemError(
        message,
        failure.code ?? '',
        failure.errno ?? 0,
        failure.syscall ?? '',
        failure.path,
      )
  }
}

/** As Node's own errors: the name is on the prototype and not listed. */
function nameOf(errorClass: { prototype: Error }, name: string): void {
  Object.defineProperty(errorClass.prototype, 'name', { value: name, configurable: true, writable: true })
}
