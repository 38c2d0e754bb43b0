// Installations that went wrong: what the user is told then.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Consumer, Ground } from '../consumer.ts'
import { expect } from './expect.ts'

const APP = `import('psutil-native')
  .then(({ pids }) => console.log(pids().includes(process.pid)))
  .catch((error) => console.log([error.name, error.code, error.message].join('\\n')))
`

/** A folder with the package, installed with these options of npm, and a program that uses it. */
async function installed(ground: Ground, name: string, ...options: string[]): Promise<string> {
  const folder = ground.folder(name)
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  writeFileSync(join(folder, 'app.cjs'), APP)
  await ground.run(folder, 'npm', ['install', ...options, 'psutil-native'])
  return folder
}

/** Expects the error that is meant for users, with all of this in its message. */
async function isTold(ground: Ground, folder: string, ...parts: string[]): Promise<void> {
  const said = await ground.run(folder, 'node', ['app.cjs'])
  const expected = ['NativeBindingError', 'ERR_NATIVE_BINDING', ...parts]
  const missing = expected.filter((part) => !said.includes(part))
  expect(missing.length === 0, `it does not say ${missing.join(', ')}:\n${said}`)
}

async function omitted(ground: Ground): Promise<void> {
  const folder = await installed(ground, 'omitted', '--omit=optional')
  await isTold(ground, folder, '@psutil-native/binding-', 'npm install', '--omit=optional')
}

/** As when node_modules is copied from one container into another. */
async function otherLibc(ground: Ground): Promise<void> {
  const libc = await ground.run(ground.repository, 'node', [
    '-p',
    "process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl'",
  ])
  const other = libc.trim() === 'glibc' ? 'musl' : 'glibc'
  const target = ['--os=linux', `--cpu=${process.arch}`]
  const folder = await installed(ground, 'other-libc', ...target, `--libc=${other}`)
  await isTold(
    ground,
    folder,
    'is for another system',
    `npm install ${target.join(' ')} --libc=${libc.trim()}`,
  )
}

/** Where the native module of an installation is. */
function nativeModule(folder: string): string {
  const modules = join(folder, 'node_modules/@psutil-native')
  const found = readdirSync(modules, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith('.node'),
  )
  if (found === undefined) throw new Error(`no native module in ${modules}`)
  return join(modules, found)
}

async function damaged(ground: Ground): Promise<void> {
  const folder = await installed(ground, 'damaged')
  const module = nativeModule(folder)
  writeFileSync(module, '')
  await isTold(ground, folder, 'damaged', module, 'remove node_modules')
}

async function fromElsewhere(ground: Ground): Promise<void> {
  const module = nativeModule(await installed(ground, 'elsewhere'))
  const folder = await installed(ground, 'from-elsewhere', '--omit=optional')
  const env = { NAPI_RS_NATIVE_LIBRARY_PATH: module }
  const said = await ground.run(folder, 'node', ['app.cjs'], { env })
  expect(said === 'true\n', said)
}

export const BAD_DAYS: Consumer[] = [
  { name: 'A bad day: optional dependencies omitted', quick: true, run: omitted },
  { name: 'A bad day: installed for another C library', quick: true, run: otherLibc },
  { name: 'A bad day: the native module is damaged', quick: true, run: damaged },
  { name: 'A bad day: the native module is elsewhere', quick: true, run: fromElsewhere },
]
