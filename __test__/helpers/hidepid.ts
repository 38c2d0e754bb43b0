// Run as an ordinary user with a procfs that hides the processes of others: what comes of it, as JSON.
import { Process, pidExists, pids, processIter, processIterAvailable } from 'psutil-native'
import { end, startUntended } from './child.ts'
import { outcome } from './outcomes.ts'

const child = startUntended('sleep', ['1000'])
const ours = new Process()
const first = () => Process.fromIdentity(process.argv[2] ?? '')
const available = [...processIterAvailable()].map((each) => each.pid)
const result = {
  open: await outcome(() => new Process(1)),
  identity: await outcome(() => first()),
  signal: await outcome(() => first().sendSignal(0)),
  status: await outcome(() => first().status()),
  exists: pidExists(1),
  existsNot: pidExists(2 ** 31 - 1),
  lists1: pids().includes(1),
  parent: ours.parent()?.pid ?? null,
  parents: ours.parents().map((each) => each.pid),
  ppid: ours.ppid() === process.ppid,
  childFound: ours.children().some((each) => each.pid === child.pid),
  childFoundDeep: ours.children({ recursive: true }).some((each) => each.pid === child.pid),
  childParent: new Process(child.pid).parent()?.equals(ours),
  available: {
    ours: available.includes(process.pid),
    child: available.includes(child.pid),
    first: available[0],
  },
  iter: await outcome(() => [...processIter()]),
}
await end(child)
process.stdout.write(JSON.stringify(result))
