// Holds so many TCP connections of its own, both ends, until its input ends.
import { once } from 'node:events'
import { connect, createServer } from 'node:net'

const count = Number(process.argv[2])
const accepted = []
const server = createServer((socket) => accepted.push(socket)).listen({
  port: 0,
  host: '127.0.0.1',
  backlog: 4096,
})
await once(server, 'listening')
const { port } = server.address()
const sockets = []
// What the limit of descriptors or the machine does not allow is done without.
const refused = () => {}
while (sockets.length < count) {
  const batch = Array.from({ length: Math.min(100, count - sockets.length) }, () =>
    connect(port, '127.0.0.1'),
  )
  sockets.push(...batch)
  await Promise.all(
    batch.map((socket) => {
      socket.on('error', refused)
      return new Promise((resolve) => socket.once('connect', resolve).once('close', resolve))
    }),
  )
}
process.stdout.write('ready\n')
process.stdin.resume()
await once(process.stdin, 'end')
// Reset, so that none is left in TIME_WAIT.
for (const socket of [...sockets, ...accepted]) socket.resetAndDestroy()
process.exit()
