import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import test, { type ExecutionContext } from 'ava'
import { likelyErrno, type Where } from '../../src/popen/likely.ts'

const UV_UNKNOWN = -4094

/** A directory with `file`, which may not be run, and `program`, which may. */
function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'psutil-native-likely-'))
  t.teardown(() => rmSync(path, { recursive: true }))
  writeFileSync(join(path, 'file'), '')
  mkdirSync(join(path, 'bin'))
  writeFileSync(join(path, 'bin/program'), '#!/bin/sh\n')
  chmodSync(join(path, 'bin/program'), 0o755)
  return path
}

/** Asserts that it is what Node says. */
function same(t: ExecutionContext, file: string, where: Where, code: string): void {
  const error = spawnSync(file, where).error as NodeJS.ErrnoException
  t.is(error.code, code)
  t.is(error.errno, likelyErrno(file, where))
}

test('as Node says: what is not there', (t) => {
  const cwd = folder(t)
  same(t, '/nonexistent/program', {}, 'ENOENT')
  same(t, 'psutil-native-nonexistent', {}, 'ENOENT')
  same(t, 'true', { cwd: '/nonexistent' }, 'ENOENT')
  same(t, './program', { cwd }, 'ENOENT')
  same(t, 'program', { cwd, env: { PATH: `${cwd}:/nonexistent` } }, 'ENOENT')
  same(t, 'program', { cwd, env: { PATH: `/nonexistent:${cwd}/file` } }, 'ENOTDIR')
})

test('as Node says: what may not be run', (t) => {
  const cwd = folder(t)
  same(t, './file', { cwd }, 'EACCES')
  same(t, './file', { cwd: pathToFileURL(cwd) }, 'EACCES')
  same(t, 'file', { cwd: '/', env: { PATH: `${cwd}:/nonexistent` } }, 'EACCES')
  same(t, 'true', { cwd: join(cwd, 'file') }, 'ENOTDIR')
})

test('what could be run failed for another reason', (t) => {
  const cwd = folder(t)
  t.is(likelyErrno('./bin/program', { cwd }), UV_UNKNOWN)
  t.is(likelyErrno('program', { cwd, env: { PATH: '/nonexistent:bin' } }), UV_UNKNOWN)
  t.is(likelyErrno('sh', {}), UV_UNKNOWN)
})
