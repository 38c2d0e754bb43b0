// Plain JavaScript, for tsx wants more of the machine. Run in namespaces of its own: mounts a file system whose
// server is this very program, has a child open a file there, and then answers no more. What is said of the child,
// as JSON, is said without waiting for the server: it would wait for ever.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, openSync, read, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { Process } from 'psutil-native'

// linux/fuse.h
const LOOKUP = 1
const FORGET = 2
const GETATTR = 3
const OPEN = 14
const INIT = 26
const ROOT = 1n
const FILE = 2n
const ENOSYS = 38

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
    default:
      return undefined
  }
}

let isHung = false
/** Whether anybody waits for an answer that does not come. */
let isWaitedFor = false

function serve(fuse) {
  const request = Buffer.alloc(2 ** 17)
  read(fuse, request, 0, request.length, null, (error, length) => {
    if (error !== null && error.code !== 'EINTR') return // unmounted
    if (isHung) isWaitedFor = true
    else if (error === null) reply(fuse, request.subarray(0, length))
    serve(fuse)
  })
}

function reply(fuse, request) {
  const opcode = request.readUInt32LE(4)
  if (opcode === FORGET) return
  const body = answer(opcode, request.readBigUInt64LE(16))
  const header = Buffer.alloc(16)
  header.writeUInt32LE(16 + (body?.length ?? 0), 0)
  header.writeInt32LE(body === undefined ? -ENOSYS : 0, 4)
  request.copy(header, 8, 8, 16) // unique
  writeSync(fuse, body === undefined ? header : Buffer.concat([header, body]))
}

const folder = mkdtempSync(join(tmpdir(), 'psutil-native-hung-'))
const fuse = openSync('/dev/fuse', 'r+')
const options = 'fd=3,rootmode=40000,user_id=0,group_id=0'
const mount = spawn('mount', ['-i', '-t', 'fuse', '-o', options, 'psutil-native', folder], {
  stdio: ['ignore', 'ignore', 'ignore', fuse],
})
const [code] = await once(mount, 'exit')
if (code !== 0) {
  process.stdout.write(JSON.stringify({ folder, reason: 'such a file system cannot be mounted here' }))
  process.exit()
}
serve(fuse)

const path = join(folder, 'x')
const child = spawn('sh', ['-c', 'exec sleep 1000 < "$0"', path], { stdio: 'ignore' })
const target = new Process(child.pid)
while (target.name() !== 'sleep') await setImmediate()
isHung = true

const [file] = target.openFiles()
const [fd] = target.iterFds()
const told = { openFiles: file.path, iterFds: fd.path, ino: fd.ino, size: fd.size }
// Who wants to be told the news does wait.
spawn('stat', ['-L', `/proc/${child.pid}/fd/0`], { stdio: 'ignore' })
while (!isWaitedFor) await setImmediate()

process.stdout.write(JSON.stringify({ folder, path, ...told }))
child.kill('SIGKILL')
process.exit()
