// Installs packed packages in an empty folder, as a user would, and runs e2e/smoke.test.mjs and e2e/oracles.test.mjs there:
//
//   node scripts/test-packed.mjs artifacts linux-x64-musl     the root and the package of a platform
//   node scripts/test-packed.mjs artifacts --library FILE     the root and a native module that was built here
//
// It needs Node and npm and nothing else, since containers and virtual machines have nothing else.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const E2E = fileURLToPath(new URL('../e2e', import.meta.url))
const [folder, platform, library] = process.argv.slice(2)
const environment = { ...process.env }

function run(command, args, cwd) {
  console.log(`$ ${command} ${args.join(' ')}`)
  const { status, error } = spawnSync(command, args, { cwd, env: environment, stdio: 'inherit' })
  if (error !== undefined) throw error
  return status === 0
}

/** The one tarball of a package, with any version. */
function tarball(name) {
  const pattern = new RegExp(`(^|/)${name}-\\d[^/]*\\.tgz$`)
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    pattern.test(path),
  )
  if (found.length !== 1) throw new Error(`${found.length} tarballs of ${name} in ${folder}`)
  return resolve(folder, found[0])
}

const packages = [tarball('psutil-native')]
if (platform === '--library') environment.NAPI_RS_NATIVE_LIBRARY_PATH = resolve(library)
else packages.push(tarball(`psutil-native-binding-${platform}`))

const empty = mkdtempSync(join(tmpdir(), 'psutil-native-packed-'))
writeFileSync(join(empty, 'package.json'), '{ "private": true, "type": "module" }\n')
// The suites, and the folders of their parts.
for (const name of readdirSync(E2E).filter((each) => /^(smoke|oracles)/.test(each))) {
  cpSync(join(E2E, name), join(empty, name), { recursive: true })
}
const quiet = ['--ignore-scripts', '--no-audit', '--no-fund']
const passed =
  run('npm', ['install', ...quiet, ...packages], empty) &&
  run(process.execPath, ['--test', 'smoke.test.mjs'], empty) &&
  // On Linux __test__/oracle does that, with more than a container's busybox can tell.
  (process.platform === 'linux' || run(process.execPath, ['--test', 'oracles.test.mjs'], empty))
rmSync(empty, { recursive: true })
process.exit(passed ? 0 : 1)
