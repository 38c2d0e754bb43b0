// Runs tests of crates/collect in which the compiler has put checks, and the standard library's with them:
//
//   npm run sanitize             both
//   npm run sanitize -- thread   ThreadSanitizer over the threads of ours: data races and wrong locking
//   npm run sanitize -- address  AddressSanitizer over all tests: what `unsafe` code does to memory, and leaks
//
// It needs no nightly compiler, but the source of the standard library: one without the checks would synchronise
// threads unseen, and ThreadSanitizer would see races where there are none. So nothing is suppressed.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const TARGET = process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target/sanitize')

/** What has threads: modules of unit tests, and files of tests. */
const THREADS = ['background::', 'backend::linux::held']
const TESTS_OF_THREADS = ['held', 'linux_rows', 'usages', 'wait', 'watching']

/** By the name that rustc has for it: what cargo is asked to test, call by call. */
const SANITIZERS = {
  thread: [['--lib', '--', ...THREADS], TESTS_OF_THREADS.flatMap((name) => ['--test', name])],
  address: [['--lib', '--tests']],
}

/** What they are told, beside what the caller tells them. */
const OPTIONS = {
  thread: ['TSAN_OPTIONS', 'halt_on_error=0:second_deadlock_stack=1'],
  address: ['ASAN_OPTIONS', 'detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1'],
}

function die(reason) {
  console.error(`sanitize: ${reason}`)
  process.exit(1)
}

function said(command, args) {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', cwd: ROOT })
  if (status !== 0) die(`${command} ${args.join(' ')} failed`)
  return stdout.trim()
}

/** The standard library is built anew, with the checks in it. */
function ensureSource() {
  const source = join(said('rustc', ['--print', 'sysroot']), 'lib/rustlib/src/rust/library/Cargo.lock')
  if (existsSync(source)) return
  if (spawnSync('rustup', ['component', 'add', 'rust-src'], { stdio: 'inherit', cwd: ROOT }).status !== 0) {
    die('needs the source of the standard library: `rustup component add rust-src`')
  }
}

/** Whether all went well. */
function test(sanitizer, host, what) {
  const [name, options] = OPTIONS[sanitizer]
  const args = ['test', '--locked', '--package', 'psutil-collect', '-Zbuild-std', '--no-fail-fast']
  // A target that is named keeps build scripts free of the flags; each sanitizer has a folder of its own.
  args.push('--target', host, '--target-dir', join(TARGET, sanitizer), ...what)
  const { status } = spawnSync('cargo', args, {
    stdio: 'inherit',
    cwd: ROOT,
    env: {
      ...process.env,
      RUSTC_BOOTSTRAP: '1', // both are nightly flags
      CARGO_PROFILE_DEV_OPT_LEVEL: '1', // without, the checks take minutes
      RUSTFLAGS: `-Zsanitizer=${sanitizer}`,
      [name]: [options, process.env[name]].filter(Boolean).join(':'),
    },
  })
  return status === 0
}

const named = process.argv.slice(2)
const wrong = named.find((name) => !Object.hasOwn(SANITIZERS, name))
if (wrong !== undefined) die(`no sanitizer ${wrong}; there are ${Object.keys(SANITIZERS).join(', ')}`)
const host = /^host: (.*)$/m.exec(said('rustc', ['-vV']))?.[1]
ensureSource()
const failed = (named.length > 0 ? named : Object.keys(SANITIZERS)).filter(
  (sanitizer) => !SANITIZERS[sanitizer].map((what) => test(sanitizer, host, what)).every(Boolean),
)
if (failed.length > 0) die(`${failed.join(', ')}: see above`)
