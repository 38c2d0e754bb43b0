// Run as another program: the process that an identity names, as JSON.
import { Process } from 'psutil-native'

const target = Process.fromIdentity(process.argv[2] ?? '')
const { pid, identity } = target
const result = { pid, identity, name: target.name(), equals: target.equals(new Process(pid)) }
process.stdout.write(JSON.stringify(result))
