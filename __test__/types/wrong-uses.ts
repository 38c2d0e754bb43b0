// What must not compile.
import {
  features,
  isAvailable,
  netConnections,
  netIoCounters,
  type Paths,
  Popen,
  Process,
  paths,
  pidExists,
  processes,
  virtualMemory,
} from 'psutil-native'

const ours = new Process()

// @ts-expect-error: a number is one, not text
new Process('1')
// @ts-expect-error: handles are ours
new Process({ numbers: new Float64Array(6) })
// @ts-expect-error: text is needed
Process.fromIdentity(1)
// @ts-expect-error: a number is needed
pidExists('1')
// @ts-expect-error: a number is needed
pidExists()
// @ts-expect-error: what is wanted has to be told: it decides what is read
processes()
// @ts-expect-error: not a getter without arguments
processes(['kill'])
// @ts-expect-error: not asked for
processes(['pid'])[0]?.name
// @ts-expect-error: not a way
processes(['pid'], { onError: 'ignore' })
// @ts-expect-error: not a feature
isAvailable('process.nope')
// @ts-expect-error: not a platform
isAvailable('process.exe', 'win32')
// @ts-expect-error: not a kind
netConnections('tcp5')
// @ts-expect-error: not a state
netConnections('tcp', { status: 'LISTENING' })
// @ts-expect-error: nobody was asked
netConnections('tcp', { owners: false })[0]?.pid
// @ts-expect-error: a process's own sockets have an owner
ours.connections('tcp', { owners: false })
// @ts-expect-error: on or off
netIoCounters({ nowrap: 'yes' })
// @ts-expect-error: one thing per function
netIoCounters({ pernic: true })
// @ts-expect-error: not an encoding
ours.name({ encoding: 'latin1' })
// @ts-expect-error: not an option
ours.exe({ raw: true })
// @ts-expect-error: on or off
ours.children({ recursive: 1 })
// @ts-expect-error: not a signal
ours.sendSignal('TERM')
// @ts-expect-error: a signal is needed
ours.sendSignal()
// @ts-expect-error: bytes are not text
ours.cmdline({ encoding: 'buffer' })[0]?.startsWith('x')
// @ts-expect-error: it may be null
ours.exe().length
// @ts-expect-error: it may be unknown
virtualMemory().active + 1
// @ts-expect-error: a process does not change its number
ours.pid = 2
// @ts-expect-error: the list is what it is
features.push('pids')
// @ts-expect-error: there are no others
paths.proc = '/proc'
// @ts-expect-error: text is needed
paths.procfs = 7
// @ts-expect-error: all four
export const incomplete: Paths = { procfs: '/proc' }
// @ts-expect-error: a program is needed
new Popen()
// @ts-expect-error: a list of arguments is needed
new Popen('ls', '-l')
// @ts-expect-error: text or bytes
new Popen('ls').communicate(7)
// @ts-expect-error: milliseconds
new Popen('ls').communicate('x', { timeout: '5' })
// @ts-expect-error: what is no pipe is null
new Popen('ls').stdout.resume()
// @ts-expect-error: a child is more than its number
Process.fromChild(7)
