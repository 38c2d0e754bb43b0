// The whole file system of the machine that is booted.
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, openSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { copyModules } from './debian.mjs'
import { output } from './run.mjs'

const FIXTURES = fileURLToPath(new URL('../../__test__/fixtures', import.meta.url))

/** The machine's own programs, which tests start and look at. Of any other, busybox's is there. */
const PROGRAMS = ['sh', 'sleep', 'true', 'false', 'cat', 'setpriv', 'setsid', 'timeout']

const PASSWD = 'root:x:0:0:root:/:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/sh\n'
const GROUP = 'root:x:0:\nnogroup:x:65534:\n'

/** Makes `initramfs` beside the folder `root`, which is laid out first. */
export function makeInitramfs(kernel, { binaries, directory }) {
  const root = join(kernel.folder, 'root')
  const at = (...path) => join(root, ...path)
  for (const folder of ['bin', 'sbin', 'lib', 'lib64']) {
    mkdirSync(at('usr', folder), { recursive: true })
    symlinkSync(`usr/${folder}`, at(folder))
  }
  for (const folder of ['dev', 'etc', 'modules', 'proc', 'sys', 'tests', 'tmp']) mkdirSync(at(folder))
  chmodSync(at('tmp'), 0o1777)
  writeFileSync(at('etc/passwd'), PASSWD)
  writeFileSync(at('etc/group'), GROUP)

  addProgram(root, which('busybox'), at('bin/busybox'))
  for (const program of PROGRAMS) addProgram(root, which(program), at('usr/bin', program))
  for (const { name, path } of binaries) addProgram(root, path, at('tests', name))
  // At the same place as here, which the tests know.
  mkdirSync(at(directory), { recursive: true })
  cpSync(FIXTURES, at(FIXTURES), { recursive: true, verbatimSymlinks: true })
  writeFileSync(at('tests.directory'), directory)
  writeFileSync(
    at('modules.order'),
    copyModules(kernel, at('modules'))
      .map((name) => `${name}\n`)
      .join(''),
  )
  cpSync(new URL('init', import.meta.url), at('init'))
  chmodSync(at('init'), 0o755)

  const initramfs = join(kernel.folder, 'initramfs')
  const files = output('find', ['.'], { cwd: root })
  const stdio = ['pipe', openSync(initramfs, 'w'), 'inherit']
  output('busybox', ['cpio', '-o', '-H', 'newc', '-R', '0:0'], { cwd: root, input: files, stdio })
  return initramfs
}

const which = (program) => output('busybox', ['which', program]).trim()

/** Copies a program, and the libraries that it is linked with to where it looks for them. */
function addProgram(root, from, to) {
  cpSync(from, to, { dereference: true })
  // It fails where there are none.
  const { stdout } = spawnSync('ldd', [from], { encoding: 'utf8' })
  for (const [library] of stdout.matchAll(/\/\S+/g)) {
    const copy = join(root, library)
    if (existsSync(copy)) continue
    mkdirSync(dirname(copy), { recursive: true })
    cpSync(library, copy, { dereference: true })
  }
}
