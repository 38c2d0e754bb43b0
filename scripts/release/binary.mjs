// What a published binary must be: small, with one export, in need of nothing but the system's C library, and of no
// newer one than promised. binutils' readelf tells, for any processor.
import { statSync } from 'node:fs'
import { output } from './run.mjs'
import { TARGETS } from './targets.mjs'

/** Bytes. */
export const LARGEST = 1_000_000

const EXPORTS = 'napi_register_module_v1'

/** What is wrong with the binary of a platform, a sentence each; nothing for one that may be published. */
export function faults(name, path) {
  const { libraries } = TARGETS[name]
  const { size } = statSync(path)
  const tooLarge = size > LARGEST ? [`it has ${size} bytes, more than ${LARGEST}`] : []
  if (libraries === undefined) return tooLarge // Apple's are not in readelf's format
  return [
    ...tooLarge,
    ...strange(name, output('readelf', ['--dynamic', '--version-info', '--dyn-syms', '--wide', path])),
  ]
}

/** The same of what readelf has told. */
export function strange(name, told) {
  const { libraries, glibc } = TARGETS[name]
  const found = []
  const needed = all(told, /\(NEEDED\).*\[(.*)\]/g).filter((library) => !libraries.includes(library))
  if (needed.length > 0) found.push(`it needs ${needed.join(', ')}`)
  const newer = all(told, /\bName: GLIBC_([\d.]+)/g).filter((version) => isNewer(version, glibc))
  if (newer.length > 0) found.push(`it needs glibc ${newer.sort(byVersion).at(-1)}`)
  const exported = all(
    told,
    /^ *\d+: \S+ +\d+ (?:FUNC|OBJECT) +(?:GLOBAL|WEAK) +DEFAULT +\d+ ([^\s@]+)/gm,
  ).join(', ')
  if (exported !== EXPORTS) found.push(`it exports ${exported || 'nothing'}`)
  return found
}

function all(text, pattern) {
  return [...new Set([...text.matchAll(pattern)].map(([, group]) => group))]
}

function byVersion(a, b) {
  return a.localeCompare(b, 'en', { numeric: true })
}

function isNewer(version, promised) {
  return promised === undefined || byVersion(version, promised) > 0
}
