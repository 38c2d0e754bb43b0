// Debian's packages: the tools, which are installed, and the kernels, which are only unpacked.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { die, output, run } from './run.mjs'

/** Programs, and the packages that have them. */
const TOOLS = { 'qemu-system-x86_64': 'qemu-system-x86', busybox: 'busybox-static', setpriv: 'util-linux' }

/** Answers NETLINK_SOCK_DIAG; in the order in which they need each other. */
const MODULES = ['inet_diag', 'tcp_diag', 'udp_diag', 'raw_diag', 'unix_diag', 'netlink_diag']

const has = (program) => spawnSync(program, ['--version']).error === undefined

/** Brings the lists of packages up to date and installs what is missing. */
export function prepare() {
  if (!has('apt-get') || process.arch !== 'x64')
    die("needs Debian on x86-64, whose kernels' packages it boots.")
  const missing = Object.keys(TOOLS).filter((tool) => !has(tool))
  apt('update', '--quiet=2')
  if (missing.length === 0) return
  const packages = missing.map((tool) => TOOLS[tool])
  apt('install', '--yes', '--quiet=2', '--no-install-recommends', '--no-remove', ...packages)
}

function apt(...args) {
  if (process.getuid() === 0) run('apt-get', args)
  else run('sudo', ['apt-get', ...args])
}

/** The newest package of a series, signed if there is one: `linux-image-6.1.0-49-cloud-amd64`. */
export function newestPackage(names, series) {
  const ofSeries = new RegExp(`^linux-image-${series.replace('.', '\\.')}\\.\\d\\S*-cloud-amd64(-unsigned)?$`)
  const release = (name) => name.replace(/-unsigned$/, '')
  const compare = (a, b) =>
    release(a).localeCompare(release(b), 'en', { numeric: true }) || b.length - a.length
  return names
    .filter((name) => ofSeries.test(name))
    .sort(compare)
    .at(-1)
}

/** Downloads the newest kernel of a series and unpacks it into a folder. */
export function fetchKernel(series, folder) {
  const names = output('apt-cache', ['search', '--names-only', '^linux-image-'])
  const name = newestPackage(
    names.split('\n').map((line) => line.split(' ')[0]),
    series,
  )
  if (name === undefined) die(`no package of a Linux ${series} kernel: Debian 12 has one.`)
  mkdirSync(folder)
  // Nobody but us may write into the folder, so apt's own user cannot either.
  run('apt-get', ['download', '--quiet=2', '-o', 'APT::Sandbox::User=root', name], { cwd: folder })
  const archive = readdirSync(folder).find((file) => file.endsWith('.deb'))
  run('dpkg-deb', ['--extract', join(folder, archive), folder])
  const image = readdirSync(join(folder, 'boot')).find((file) => file.startsWith('vmlinuz-'))
  return { series, name, folder, image: join(folder, 'boot', image) }
}

/** Copies the modules that answer for sockets, as far as the kernel has them; their names in order. */
export function copyModules(kernel, to) {
  const files = readdirSync(join(kernel.folder, 'lib'), { recursive: true })
  const copied = []
  for (const module of MODULES) {
    const file = files.find((path) => new RegExp(`/${module}\\.ko(\\.xz)?$`).test(path))
    if (file === undefined) continue
    const packed = file.endsWith('.xz')
    cpSync(join(kernel.folder, 'lib', file), join(to, `${module}.ko${packed ? '.xz' : ''}`))
    if (packed) run('busybox', ['unxz', join(to, `${module}.ko.xz`)])
    copied.push(`${module}.ko`)
  }
  return copied
}
