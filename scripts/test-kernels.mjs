// Runs the tests of psutil-collect in Debian's older kernels, in QEMU, as root and as an ordinary user:
// what the library does without the newest calls is seen there, and not believed.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './test-kernels/binaries.mjs'
import { boot } from './test-kernels/boot.mjs'
import { fetchKernel, prepare } from './test-kernels/debian.mjs'
import { makeInitramfs } from './test-kernels/initramfs.mjs'
import { readResults } from './test-kernels/results.mjs'

const SERIES = ['6.1', '6.12']

process.umask(0o022) // the ordinary user reads what is copied
prepare()
const tests = build()
const names = tests.binaries.map(({ name }) => name)

const folder = mkdtempSync(join(tmpdir(), 'psutil-kernels-'))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const machines = SERIES.map((series) => {
  const kernel = fetchKernel(series, join(folder, series))
  return { series, ended: boot(kernel, makeInitramfs(kernel, tests)) }
})

for (const { series, ended } of machines) {
  const machine = await ended
  const { release, runs, wrong } = readResults(machine.results, series, names)
  if (machine.ended !== undefined) wrong.push(machine.ended)

  console.log(`\nLinux ${release}`)
  for (const { setting, user, name, passed, failed, ignored } of runs) {
    const counts = [passed, failed, ignored].map((count) => String(count ?? '–').padStart(7))
    console.log(`  ${setting.padEnd(12)}  ${user.padEnd(5)}  ${name.padEnd(16)}${counts.join('')}`)
  }
  if (wrong.length === 0) continue
  process.exitCode = 1
  for (const run of runs) if (run.wrong && run.output) console.log(`\n${run.output}`)
  console.log(`\nthe last words of the kernel:\n${machine.messages.split('\n').slice(-30).join('\n')}`)
  for (const what of wrong) console.error(`Linux ${series}: ${what}`)
}
