// Why the native module could not be loaded, and what the user can do about it.
import type load from '../native.cjs'
import { NativeBindingError } from './errors.ts'

type Libc = 'glibc' | 'musl'

/** What `Deno` tells without being asked for a permission. */
declare const Deno: { build: { env?: string } } | undefined

/** What is to be thrown instead of what the loader throws. */
export function explain(failure: load.Failure): NativeBindingError {
  const { errors } = failure
  const cause = errors.find((error) => !isMissing(error)) ?? errors[0]
  const { platform, arch } = process
  const libc = libcOfLinux()
  const here = libc === undefined ? `${platform}-${arch}` : `${platform}-${arch} with ${libc}`
  const lines = [
    `psutil-native has no native module for ${here} that can be loaded.`,
    ...(whatIsForbidden(cause) ?? whatIsBundled(cause) ?? whatIsWrong(failure, cause, here, libc)),
    ...(errors.length === 0 ? [] : ['What was tried:', ...errors.map((error) => `  ${summary(error)}`)]),
  ]
  return new NativeBindingError(lines.join('\n'), errors, cause === undefined ? {} : { cause })
}

function whatIsForbidden(cause: unknown): string[] | undefined {
  if (!(cause instanceof Error)) return undefined
  if (cause.name === 'NotCapable') {
    const flag = /--allow-\w+/.exec(cause.message)?.[0] ?? '--allow-ffi'
    return [`Deno was not allowed to load it: run it with ${flag}.`]
  }
  if (codeOf(cause) === 'ERR_ACCESS_DENIED') {
    return ['Node was not allowed to read it: add --allow-fs-read for node_modules/@psutil-native, too.']
  }
  if (codeOf(cause) !== 'ERR_DLOPEN_DISABLED') return undefined
  return ['Node was not allowed to load it: add --allow-addons if it runs with --permission; no --no-addons.']
}

/** What ES modules of bundlers and Node's single executables say instead of loading a file. */
function whatIsBundled(cause: unknown): string[] | undefined {
  const isLeftOut = cause instanceof Error && /^(Dynamic require of|require is not)/.test(cause.message)
  if (!isLeftOut && codeOf(cause) !== 'ERR_UNKNOWN_BUILTIN_MODULE') return undefined
  return [
    `This bundle cannot load files: ${summary(cause)}.`,
    'It needs a `require` that can: docs/bundling.md.',
  ]
}

function whatIsWrong(failure: load.Failure, cause: unknown, here: string, libc: Libc | undefined): string[] {
  const { wanted, published, installed } = failure
  const { platform, arch } = process
  if (wanted !== undefined) {
    return [
      `NAPI_RS_NATIVE_LIBRARY_PATH says ${wanted}, and nothing else was tried: ${reason(cause)}.`,
      `Set it to a psutil-native.${platform}-${arch}*.node that was built for ${here}, or unset it.`,
    ]
  }
  const expected = published.filter((name) => isFor(name, libc))
  if (expected.length === 0) {
    const source = platform === 'openbsd' || platform === 'netbsd' ? ', which works there,' : ''
    return [
      `There are packages for ${published.join(', ')}.`,
      `Elsewhere it has to be built from source${source} and put beside the package: docs/building.md.`,
    ]
  }
  const packages = expected.map(nameOfPackage).join(' or ')
  const others = installed.filter((name) => !expected.includes(name)).map(nameOfPackage)
  const isThere = expected.some((name) => installed.includes(name))
  if (!isThere && others.length > 0) {
    const flags = [`--os=${platform}`, `--cpu=${arch}`, ...(libc === undefined ? [] : [`--libc=${libc}`])]
    return [
      `It needs ${packages}; installed is ${others.join(', ')}, which is for another system.`,
      `Install on this machine, or for it: npm install ${flags.join(' ')}`,
    ]
  }
  if (isThere || !isMissing(cause)) {
    return [
      `It is there and cannot be loaded: ${reason(cause)}.`,
      'The file is damaged or for another system: remove node_modules and run npm install again.',
    ]
  }
  return [
    `${packages} is not installed: optional dependencies were left out, or the lock file lacks it.`,
    'Remove node_modules and package-lock.json and run npm install again, without --omit=optional or --no-optional.',
    'A bundle must have it beside itself: docs/bundling.md.',
  ]
}

/** Whether the package of that name is for this machine. */
function isFor(name: string, libc: Libc | undefined): boolean {
  const [platform, arch, abi] = name.split('-')
  if (platform !== process.platform || arch !== process.arch) return false
  return libc === undefined || abi === undefined || (abi === 'musl') === (libc === 'musl')
}

function nameOfPackage(name: string): string {
  return `@psutil-native/binding-${name}`
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

// Bun's are no instances of Error.
function isMissing(error: unknown): boolean {
  return Object(error).code === 'MODULE_NOT_FOUND'
}

function reason(error: unknown): string {
  const text = summary(error)
  // glibc says so of a file that is there, too.
  const hint = /\.node: cannot open shared object/.test(text) ? ' (or it is for another processor)' : ''
  return `${text}${hint}`
}

/** The first line says it, behind what webpack's loader puts first; below it stand the files that required it. */
function summary(error: unknown): string {
  const text = error instanceof Error || isMissing(error) ? String(Object(error).message) : String(error)
  return text.replace(/^node-loader:\s*(?:Error: )?/, '').split('\n', 1)[0] ?? ''
}

/** Which C library this runs with; `undefined` elsewhere than on Linux and where the runtime does not tell. */
function libcOfLinux(): Libc | undefined {
  if (process.platform !== 'linux') return undefined
  // Deno wants to be asked before it makes a report, and it is not there for musl.
  if (typeof Deno !== 'undefined') return Deno.build.env === 'musl' ? 'musl' : 'glibc'
  if (process.report === undefined) return undefined
  const report: NodeJS.ProcessReport & { excludeNetwork?: boolean } = process.report
  const { excludeNetwork = false } = report
  report.excludeNetwork = true // asking for the names of other machines takes its time
  const { header } = report.getReport() as { header?: { glibcVersionRuntime?: string } }
  report.excludeNetwork = excludeNetwork
  if (header === undefined) return undefined
  return header.glibcVersionRuntime === undefined ? 'musl' : 'glibc'
}
