// The whole build: native module and its declarations, what follows from them, and the wrapper.
// `--debug` builds faster and checks arithmetic.
import { spawnSync } from 'node:child_process'

const debug = process.argv.includes('--debug')

function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' })
  if (error !== undefined) throw error
  if (status !== 0) process.exit(status ?? 1)
}

if (spawnSync('cargo', ['--version']).status !== 0) {
  console.error(
    'psutil-native is built with Rust, and cargo was not found: install Rust 1.88 or later with your package manager or with rustup, then run this again.',
  )
  process.exit(1)
}

const profile = debug ? [] : ['--release']
const napi = ['napi', 'build', '--platform', ...profile, '-p', 'psutil-node', '-o', '.']
run('npx', [...napi, '--no-js', '--dts', 'index.d.ts', '--', '--locked'])
run('node', ['scripts/availability.mjs'])
run('npm', ['run', 'build:ts'])
