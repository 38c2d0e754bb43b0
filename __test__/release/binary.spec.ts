import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import test from 'ava'
import { ROOT } from '../house/sources.ts'

interface Binary {
  LARGEST: number
  faults(platform: string, path: string): string[]
  strange(platform: string, told: string): string[]
}

interface Targets {
  TARGETS: Record<string, { rust: string }>
  binaryOf(platform: string): string
  buildable(system: string): string[]
}

let LARGEST: Binary['LARGEST']
let faults: Binary['faults']
let strange: Binary['strange']
let targets: Targets

// Plain JavaScript, for a release is built before anything has been installed.
test.before(async () => {
  ;({ LARGEST, faults, strange } = await import(`${ROOT}scripts/release/binary.mjs`))
  targets = await import(`${ROOT}scripts/release/targets.mjs`)
})

/** What readelf tells of a binary that may be published, shortened. */
const GOOD = `
 0x0000000000000001 (NEEDED)             Shared library: [libc.so.6]
 0x0000000000000001 (NEEDED)             Shared library: [libpthread.so.0]
   Num:    Value          Size Type    Bind   Vis      Ndx Name
     1: 0000000000000000     0 FUNC    GLOBAL DEFAULT  UND openat@GLIBC_2.4 (2)
     2: 0000000000000000     0 FUNC    WEAK   DEFAULT  UND gettid
   105: 0000000000141514 20686 FUNC    GLOBAL DEFAULT   13 napi_register_module_v1
  0x0010:   Name: GLIBC_2.4  Flags: none  Version: 2
  0x0020:   Name: GLIBC_2.17  Flags: none  Version: 3
`

test('a binary that may be published', (t) => {
  t.deepEqual(strange('linux-x64-gnu', GOOD), [])
  t.deepEqual(strange('linux-arm64-gnu', GOOD), [])
})

test('one that needs a library which not everybody has', (t) => {
  const told = `${GOOD} 0x01 (NEEDED)             Shared library: [libgcc_s.so.1]\n`
  t.deepEqual(strange('linux-x64-gnu', told), ['it needs libgcc_s.so.1'])
})

test('one that needs a newer glibc than promised', (t) => {
  const told = `${GOOD}  0x0030:   Name: GLIBC_2.3  Flags: none\n  0x0040:   Name: GLIBC_2.34  Flags: none\n`
  t.deepEqual(strange('linux-x64-gnu', told), ['it needs glibc 2.34'])
})

test('one for musl that has been linked against glibc', (t) => {
  t.deepEqual(strange('linux-x64-musl', GOOD), ['it needs libc.so.6, libpthread.so.0', 'it needs glibc 2.17'])
})

test('one that shows others its functions, or hides its only one', (t) => {
  const more = `${GOOD}   106: 0000000000141600    12 FUNC    GLOBAL DEFAULT   13 rust_eh_personality\n`
  t.deepEqual(strange('linux-x64-gnu', more), ['it exports napi_register_module_v1, rust_eh_personality'])
  const none = GOOD.replace('napi_register_module_v1', '').replace(/ +105:.*\n/, '')
  t.deepEqual(strange('linux-x64-gnu', none), ['it exports nothing'])
})

test('one that is too large', (t) => {
  const [fault] = faults('darwin-arm64', process.execPath)
  t.regex(fault ?? '', new RegExp(`^it has \\d+ bytes, more than ${LARGEST}$`))
})

test('a target for each platform package, built on a Mac or anywhere else', (t) => {
  const { TARGETS, binaryOf, buildable } = targets
  const platforms = readdirSync(`${ROOT}npm`).sort()
  t.deepEqual(Object.keys(TARGETS).sort(), platforms)
  t.deepEqual([...buildable('linux'), ...buildable('darwin')].sort(), platforms)
  const { napi } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8'))
  const triples = Object.values(TARGETS).map(({ rust }) => rust)
  t.deepEqual([...napi.targets].sort(), triples.sort())
  for (const platform of platforms) {
    const { main } = JSON.parse(readFileSync(`${ROOT}npm/${platform}/package.json`, 'utf8'))
    t.is(binaryOf(platform), `npm/${platform}/${main}`)
  }
})

test('a platform that nobody publishes is not built', (t) => {
  const script = `${ROOT}scripts/build-release.mjs`
  const error = t.throws(() => execFileSync(process.execPath, [script, 'win32-x64'], { stdio: 'pipe' }))
  t.regex(String(error?.message), /no platform win32-x64; there are linux-x64-gnu/)
})
