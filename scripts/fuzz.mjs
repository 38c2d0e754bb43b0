// Fuzzes the parsers of crates/parse with libFuzzer and AddressSanitizer: all that is here, or those that are named.
// It does what cargo-fuzz would, without asking for cargo-fuzz or for a nightly compiler.
//
//   npm run fuzz                   every parser, 60 seconds each
//   npm run fuzz -- pid_stat 600   one parser, ten minutes
//   npm run fuzz -- --total 180    every parser, three minutes in all
//   npm run fuzz -- --merge        and keeps what reaches code that the corpus in the tree does not
//
// What makes a parser panic, hang or eat memory is written into the corpus, so that the tests fail until it is mended.
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const CORPUS = join(ROOT, 'crates/parse/tests/corpus')
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, 'fuzz/target')
/** What the fuzzer has found interesting: it goes on from there the next time. */
const FOUND = join(TARGET, 'corpus')
const JOBS = availableParallelism()
const SECONDS = 60

/** What makes rustc tell libFuzzer which code ran and what was compared. */
const COVERAGE = [
  '-Cpasses=sancov-module',
  '-Cllvm-args=-sanitizer-coverage-level=4',
  '-Cllvm-args=-sanitizer-coverage-inline-8bit-counters',
  '-Cllvm-args=-sanitizer-coverage-pc-table',
  '-Cllvm-args=-sanitizer-coverage-trace-compares',
  '-Cllvm-args=-simplifycfg-branch-fold-threshold=0',
  '-Ccodegen-units=1',
  '-Zsanitizer=address',
  '--cfg=fuzzing',
]

const LIMITS = ['-timeout=10', '-report_slow_units=60', '-rss_limit_mb=2048', '-malloc_limit_mb=512']
/** Long files are more of the same: what a megabyte does, the tests try. */
const SEARCH = ['-max_len=1024', '-use_value_profile=1', '-print_final_stats=1']
/** As few and as small files as run the same code. */
const MERGE = ['-set_cover_merge=1', '-use_counters=0', '-max_len=128']

function die(reason) {
  console.error(`fuzz: ${reason}`)
  process.exit(1)
}

function has(command) {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0
}

/** libFuzzer is C++, and its crate compiles it. */
function ensureCompiler() {
  if (process.env.CXX || has('c++')) return
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo']
  if (!has('apt-get')) die('needs a C++ compiler, `c++` or the one that CXX names')
  for (const what of [
    ['update', '--quiet=2'],
    ['install', '--yes', '--quiet=2', '--no-install-recommends', 'g++'],
  ]) {
    const [command, ...args] = [...asRoot, 'apt-get', ...what]
    if (spawnSync(command, args, { stdio: 'inherit' }).status !== 0) die('apt-get could not install g++')
  }
}

/** Builds the fuzzer and gives its path. */
function build() {
  const host = /^host: (.*)$/m.exec(spawnSync('rustc', ['-vV'], { encoding: 'utf8' }).stdout ?? '')?.[1]
  if (host === undefined) die('rustc was not found')
  const args = ['build', '--locked', '--release', '--manifest-path', join(ROOT, 'fuzz/Cargo.toml')]
  // A target that is named keeps build scripts free of the flags. RUSTC_BOOTSTRAP: sanitizers are a nightly flag.
  const { status } = spawnSync('cargo', [...args, '--target', host, '--target-dir', TARGET], {
    stdio: 'inherit',
    env: { ...process.env, RUSTC_BOOTSTRAP: '1', RUSTFLAGS: COVERAGE.join(' ') },
  })
  if (status !== 0) process.exit(status ?? 1)
  return join(TARGET, host, 'release/psutil-fuzz')
}

/** Runs one parser; what libFuzzer says, and whether all went well. */
function fuzz(program, parser, options) {
  const found = join(FOUND, parser)
  mkdirSync(found, { recursive: true })
  const seeds = join(CORPUS, parser)
  const folders = options.includes(MERGE[0]) ? [seeds, found] : [found, seeds]
  const child = spawn(program, [...options, `-artifact_prefix=${seeds}/`, ...folders], {
    env: { ...process.env, PSUTIL_FUZZ_PARSER: parser },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return new Promise((resolve) => {
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said += text
    })
    child.on('close', (status) => resolve({ said, ok: status === 0 }))
  })
}

/** Runs several parsers, as many at a time as there are processors; gives the names of those that failed. */
async function fuzzAll(program, parsers, options) {
  const waiting = [...parsers]
  const failed = []
  const worker = async () => {
    for (let parser = waiting.shift(); parser !== undefined; parser = waiting.shift()) {
      const { said, ok } = await fuzz(program, parser, options)
      const [last] = said.match(/^#\d+\s+(DONE|INITED|REDUCE|NEW|pulse).*$/gm)?.slice(-1) ?? []
      const runs = /^stat::number_of_executed_units:\s*(\d+)/m.exec(said)?.[1] ?? '?'
      const covered = /cov: (\d+)/.exec(last ?? '')?.[1] ?? '?'
      const kept = /(\d+) new files/.exec(said)?.[1]
      const what = kept === undefined ? `${runs} runs, ${covered} edges` : `${kept} files kept`
      console.log(`${parser.padEnd(24)}${ok ? 'ok' : 'FAILED'}  ${what}`)
      if (ok) continue
      failed.push(parser)
      console.log(said.slice(-6000))
    }
  }
  await Promise.all(Array.from({ length: JOBS }, worker))
  return failed
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { total: { type: 'string' }, merge: { type: 'boolean', default: false } },
})
ensureCompiler()
const program = build()
const known = spawnSync(program, { encoding: 'utf8' }).stdout.trim().split('\n')
const named = positionals.filter((word) => !/^\d+$/.test(word))
for (const name of named) if (!known.includes(name)) die(`no parser ${name}; there are ${known.join(', ')}`)
const parsers = named.length > 0 ? named : known
const each = Number(positionals.find((word) => /^\d+$/.test(word)) ?? SECONDS)
const rounds = Math.ceil(parsers.length / JOBS)
const seconds = values.total === undefined ? each : Math.max(1, Math.floor(Number(values.total) / rounds))
if (!Number.isSafeInteger(seconds)) die('seconds are a whole number')

let failed = await fuzzAll(program, parsers, [...LIMITS, ...SEARCH, `-max_total_time=${seconds}`])
if (values.merge && failed.length === 0) failed = await fuzzAll(program, parsers, [...LIMITS, ...MERGE])
if (failed.length > 0) die(`${failed.join(', ')}: see above, and the new files in crates/parse/tests/corpus`)
