// Run in namespaces of its own: mounts a file system, and runs the given program with the folder as its argument.
// The server says nothing of how full it is, nor of files whose names begin with "slow", until the program sends
// 'answer'. It hears no more after 'deafen', and is unmounted by force after 'abort'. It prints what the program sent
// as its result, and how that ended.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmdirSync } from 'node:fs'
import { mount, reply, STATFS, serve, wish } from './fuse.mjs'

const { folder, fuse } = await mount()
if (fuse === undefined) {
  rmdirSync(folder)
  process.stdout.write(JSON.stringify({ reason: 'such a file system cannot be mounted here' }))
  process.exit()
}

const held = []
let isHolding = true
let whenDeaf
let statfs = 0
serve(fuse, (request) => {
  const { opcode, name } = wish(request)
  if (opcode === STATFS) statfs += 1
  if (isHolding && (opcode === STATFS || name?.startsWith('slow'))) held.push(request)
  else reply(fuse, request)
  whenDeaf?.()
  return whenDeaf === undefined
})

const commands = {
  answer() {
    isHolding = false
    for (const request of held.splice(0)) reply(fuse, request)
  },
  // The read that is under way takes one more request: this one.
  deafen() {
    spawn('stat', [`${folder}/x`], { stdio: 'ignore' })
    return new Promise((resolve) => {
      whenDeaf = resolve
    })
  },
  abort() {
    return once(spawn('umount', ['-f', folder], { stdio: 'ignore' }), 'exit')
  },
}

const [program, ...args] = process.argv.slice(2)
const child = spawn(process.execPath, [program, folder, ...args], {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
})
let result
child.on('message', async (message) => {
  if (message.result !== undefined) result = message.result
  else {
    await commands[message.command]?.()
    child.send({ held: held.length, statfs })
  }
})
const [code, signal] = await once(child, 'exit')
// Or else Node would wait for the read that is under way.
await commands.abort()
process.stdout.write(JSON.stringify({ folder, result, code, signal }))
process.exit()
