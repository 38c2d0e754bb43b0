// A file system whose server is the program that mounts it. Plain JavaScript: what it is for must not need more.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, openSync, read, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// linux/fuse.h
export const LOOKUP = 1
const FORGET = 2
const GETATTR = 3
const OPEN = 14
export const STATFS = 17
const INIT = 26
const ROOT = 1n
const FILE = 2n
const ENOSYS = 38
const HEADER = 40

/** `struct fuse_attr` of the folder or the file in it. */
function attributes(node) {
  const attr = Buffer.alloc(88)
  attr.writeBigUInt64LE(node, 0) // ino
  attr.writeBigUInt64LE(7n, 8) // size
  attr.writeUInt32LE(node === ROOT ? 0o40755 : 0o100644, 60) // mode
  attr.writeUInt32LE(1, 64) // nlink
  return attr
}

/** What comes after the header of an answer; `undefined` for what is not answered. Nothing may be kept in mind. */
function answer(opcode, node) {
  switch (opcode) {
    case INIT: {
      const init = Buffer.alloc(64)
      init.writeUInt32LE(7, 0)
      init.writeUInt32LE(31, 4)
      init.writeUInt32LE(4096, 20) // max_write
      return init
    }
    case LOOKUP: {
      const entry = Buffer.alloc(40)
      entry.writeBigUInt64LE(FILE, 0)
      return Buffer.concat([entry, attributes(FILE)])
    }
    case GETATTR:
      return Buffer.concat([Buffer.alloc(16), attributes(node)])
    case OPEN:
      return Buffer.alloc(16)
    case STATFS: {
      const kstatfs = Buffer.alloc(80)
      for (const [at, count] of [1000n, 400n, 300n, 64n, 60n].entries())
        kstatfs.writeBigUInt64LE(count, 8 * at)
      kstatfs.writeUInt32LE(4096, 40) // bsize
      kstatfs.writeUInt32LE(255, 44) // namelen
      kstatfs.writeUInt32LE(4096, 48) // frsize
      return kstatfs
    }
    default:
      return undefined
  }
}

/** Mounts it on a new folder. `fuse` is undefined where that is not possible. */
export async function mount() {
  const folder = mkdtempSync(join(tmpdir(), 'psutil-native-hung-'))
  const fuse = openSync('/dev/fuse', 'r+')
  const options = 'fd=3,rootmode=40000,user_id=0,group_id=0'
  const stdio = ['ignore', 'ignore', 'ignore', fuse]
  const mounting = spawn('mount', ['-i', '-t', 'fuse', '-o', options, 'psutil-native', folder], { stdio })
  const [code] = await once(mounting, 'exit')
  return { folder, fuse: code === 0 ? fuse : undefined }
}

/** Gives each request to a function until that says `false`, or it is unmounted. */
export function serve(fuse, each) {
  const buffer = Buffer.alloc(2 ** 17)
  read(fuse, buffer, 0, buffer.length, null, (error, length) => {
    if (error !== null && error.code !== 'EINTR') return // unmounted
    const goesOn = error !== null || each(Buffer.from(buffer.subarray(0, length)))
    if (goesOn !== false) serve(fuse, each)
  })
}

/** What a request wants: the operation, and the name if it is a `LOOKUP`. */
export function wish(request) {
  const opcode = request.readUInt32LE(4)
  return {
    opcode,
    name: opcode === LOOKUP ? request.toString('utf8', HEADER, request.length - 1) : undefined,
  }
}

/** Answers a request. */
export function reply(fuse, request) {
  const { opcode } = wish(request)
  if (opcode === FORGET) return
  const body = answer(opcode, request.readBigUInt64LE(16))
  const header = Buffer.alloc(16)
  header.writeUInt32LE(16 + (body?.length ?? 0), 0)
  header.writeInt32LE(body === undefined ? -ENOSYS : 0, 4)
  request.copy(header, 8, 8, 16) // unique
  writeSync(fuse, body === undefined ? header : Buffer.concat([header, body]))
}
