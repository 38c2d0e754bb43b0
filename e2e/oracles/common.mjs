// What all oracles use.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { test } from 'node:test'
import { isAvailable } from 'psutil-native'

const FOLDERS = ['/bin', '/usr/bin', '/sbin', '/usr/sbin', '/usr/pkg/bin', '/usr/local/bin']

function find(program) {
  const paths = FOLDERS.map((folder) => join(folder, program))
  return paths.find((path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** What a program prints, without a language. */
export function says(program, ...args) {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC', BLOCKSIZE: '1024' }
  const { stdout, status, stderr } = spawnSync(find(program), args, { env, encoding: 'utf8' })
  assert.equal(status, 0, `${program} ${args.join(' ')}: ${stderr}`)
  return stdout
}

/** The lines of it that hold anything, as words. */
export const rows = (text) =>
  text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([first]) => first !== '')

/** A test that needs a program, and a feature to compare; `on` are the platforms where the program says this. */
export function oracle(program, feature, check, { on = [process.platform], name = feature } = {}) {
  const reasons = [
    !on.includes(process.platform) && `${program} says nothing of it here`,
    !isAvailable(feature) && `${feature} is not available here`,
    find(program) === undefined && `there is no ${program}`,
  ]
  test(`${name} as ${program}`, { skip: reasons.find((reason) => reason !== false) ?? false }, check)
}

/** Asserts that two numbers differ by no more than a share of the larger one. */
export function near(ours, theirs, share, what) {
  const difference = Math.abs(ours - theirs)
  const allowed = share * Math.max(Math.abs(ours), Math.abs(theirs))
  assert.ok(difference <= allowed, `${what}: we say ${ours}, the oracle ${theirs}`)
}

/** A child that sits there, with these arguments for all to see. */
export async function child(...args) {
  const program = 'process.stdin.resume(); console.log("ready")'
  const started = spawn(process.execPath, ['-e', program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(started.stdout, 'data')
  return started
}

export const BSDS = ['freebsd', 'openbsd', 'netbsd']
