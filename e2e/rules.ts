// What the packages have to be, as far as it can be told from lists.

/** A file as `npm pack --json` tells of it. */
export interface PackedFile {
  readonly path: string
  readonly size: number
}

/** Bytes of the native module of one platform. */
const HEAVIEST = 1_000_000

/** Less than this is no native module, but what stands in for one that was not built here. */
export const LIGHTEST = 1000

const NEEDED = [
  /^dist\/(\w[\w-]*\/)*\w[\w-]*\.(js|d\.ts)$/,
  /^native\.cjs$/,
  /^native\.d\.cts$/,
  /^index\.d\.ts$/,
  /^(README|CHANGELOG)\.md$/,
  /^LICENSE$/,
  /^package\.json$/,
]

/** Files that users have no use for. */
export function foreign(files: readonly PackedFile[]): string[] {
  return files.map(({ path }) => path).filter((path) => !NEEDED.some((pattern) => pattern.test(path)))
}

/** Bytes of JavaScript that programs load or bundle; the terminal program, which is not, is beside it. */
export function javascript(files: readonly PackedFile[]): { library: number; program: number } {
  const bytes = { library: 0, program: 0 }
  for (const { path, size } of files) {
    if (/\.[cm]?js$/.test(path)) bytes[path.startsWith('dist/cli/') ? 'program' : 'library'] += size
  }
  return bytes
}

/** Native modules that weigh too much; and if none was built at all, that. */
export function tooHeavy(modules: readonly PackedFile[]): string[] {
  const built = modules.filter(({ size }) => size >= LIGHTEST)
  if (built.length === 0) return ['no native module was built']
  return built.filter(({ size }) => size > HEAVIEST).map(({ path, size }) => `${path}: ${size} bytes`)
}

/** What is wrong with what the registry tells about the package. */
export function manifestFaults(manifest: Record<string, unknown>): string[] {
  const { scripts, dependencies, bundleDependencies, optionalDependencies, version } = manifest
  const { peerDependencies, peerDependenciesMeta } = manifest
  const faults: string[] = []
  for (const name of ['preinstall', 'install', 'postinstall', 'prepare']) {
    if (name in keys(scripts)) faults.push(`it runs a script at installation: ${name}`)
  }
  for (const [kind, names] of Object.entries({ dependencies, bundleDependencies })) {
    if (Object.keys(keys(names)).length > 0) faults.push(`it has ${kind}: ${Object.keys(keys(names))}`)
  }
  for (const name of Object.keys(keys(peerDependencies))) {
    if (keys(keys(peerDependenciesMeta)[name]).optional !== true) faults.push(`it needs its peer ${name}`)
  }
  const platforms = Object.entries(keys(optionalDependencies))
  if (platforms.length === 0) faults.push('it depends on no platform')
  for (const [name, wanted] of platforms) {
    if (!name.startsWith('@psutil-native/binding-')) faults.push(`${name} is no platform`)
    if (wanted !== version) faults.push(`${name} is wanted in ${String(wanted)}, not in ${String(version)}`)
  }
  return faults
}

function keys(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
