// Holds the structs of psutil-parse against the headers of macOS, FreeBSD, OpenBSD and NetBSD, which zig brings along.
//
//   npm run check:abi
import { fileURLToPath } from 'node:url'
import { run } from './release/run.mjs'
import { zig } from './release/toolchain.mjs'

const environment = zig(process.env)
// One word of the command on each line.
environment.PSUTIL_ABI_CC = [environment.CARGO_ZIGBUILD_ZIG_PATH, 'cc', '-target', '{target}'].join('\n')

const cwd = fileURLToPath(new URL('..', import.meta.url))
const test = ['test', '--locked', '--package', 'psutil-parse', '--test', 'abi', '--', '--include-ignored']
run('cargo', test, { cwd, env: environment })
