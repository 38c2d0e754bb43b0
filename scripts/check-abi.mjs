// Holds the structs of psutil-parse, and the numbers that the backends of psutil-collect ask with, against the headers of
// macOS, FreeBSD, OpenBSD and NetBSD, which zig brings along.
//
//   npm run check:abi
import { fileURLToPath } from 'node:url'
import { run } from './release/run.mjs'
import { zig } from './release/toolchain.mjs'

const environment = zig(process.env)
// One word of the command on each line.
environment.PSUTIL_ABI_CC = [environment.CARGO_ZIGBUILD_ZIG_PATH, 'cc', '-target', '{target}'].join('\n')

const cwd = fileURLToPath(new URL('..', import.meta.url))
const tests = { 'psutil-parse': 'abi', 'psutil-collect': 'numbers' }
for (const [crate, test] of Object.entries(tests)) {
  const only = ['test', '--locked', '--package', crate, '--test', test, '--', '--include-ignored']
  run('cargo', only, { cwd, env: environment })
}
