// Run in namespaces of its own: mounts a file system whose server is this very program, has a child open a file
// there, and then answers no more. What is said of the child, as JSON, is said without waiting for the server: it
// would wait for ever. Plain JavaScript, for tsx wants more of the machine.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { Process } from 'psutil-native'
import { mount, reply, serve } from './fuse.mjs'

const { folder, fuse } = await mount()
if (fuse === undefined) {
  process.stdout.write(JSON.stringify({ folder, reason: 'such a file system cannot be mounted here' }))
  process.exit()
}
let isHung = false
/** Whether anybody waits for an answer that does not come. */
let isWaitedFor = false
serve(fuse, (request) => {
  if (isHung) isWaitedFor = true
  else reply(fuse, request)
})

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
