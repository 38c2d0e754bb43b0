// The shape of `--json` is a promise to those who read it.
import test from 'ava'
import type { Overview, ProcessRow } from '../../src/cli/data.ts'
import { toJson } from '../../src/cli/json.ts'
import { measure } from '../../src/cli/sample.ts'
import { fakeMachine, fakeProcess } from './rows.ts'

// `satisfies` makes a new field, or one that goes, a mistake of this file.
const OVERVIEW = {
  interval: 0,
  bootTime: 0,
  timeSinceBoot: 0,
  uptime: 0,
  cpu: 0,
  perCpu: 0,
  virtualMemory: 0,
  swapMemory: 0,
  processCount: 0,
  processes: 0,
} satisfies Record<keyof Overview, 0>

const PROCESS = {
  pid: 0,
  ppid: 0,
  name: 0,
  username: 0,
  status: 0,
  cmdline: 0,
  cpuPercent: 0,
  cpuTimes: 0,
  memoryInfo: 0,
  memoryPercent: 0,
  createTime: 0,
} satisfies Record<keyof ProcessRow, 0>

test('the fields of --json, in their order', async (t) => {
  const machine = fakeMachine([[fakeProcess(1, [0])]])
  const data = JSON.parse(toJson(await measure(machine, { interval: 1, limit: 1 })))
  t.deepEqual(Object.keys(data), Object.keys(OVERVIEW))
  t.deepEqual(Object.keys(data.processes[0]), Object.keys(PROCESS))
  t.deepEqual(Object.keys(data.cpu), ['percent', 'times'])
  t.deepEqual(Object.keys(data.perCpu[0]), ['percent', 'times'])
})
