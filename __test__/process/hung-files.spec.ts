import { rmdirSync } from 'node:fs'
import { nodeCommand, runForJson, whyNot } from '../helpers/as-user.ts'
import { testUnless } from '../helpers/unless.ts'

interface Result {
  folder: string
  reason?: string
  path?: string
}

const noMounts = whyNot('unshare', '-Urm', 'sh', '-c', 'test -w /dev/fuse && command -v mount')
const result = noMounts === undefined ? look() : undefined

function look(): Result {
  const result = runForJson(['unshare', '-Urm', ...nodeCommand('hung-files.mjs')]) as Result
  rmdirSync(result.folder)
  return result
}

const whereMountsAreMade = testUnless(noMounts ?? result?.reason)

whereMountsAreMade('E-K15 a file of a server that no longer answers keeps nobody waiting', (t) => {
  const { folder, path, ...told } = result ?? {}
  t.is(path, `${folder}/x`)
  t.deepEqual(told, { openFiles: path, iterFds: path, ino: 2, size: 7 })
})
