import test from 'ava'
import { COMMANDS } from '../../src/cli/commands.ts'
import { toJson } from '../../src/cli/json.ts'
import { type Machine, reportOn } from '../../src/cli/reports.ts'
import * as psutil from '../../src/index.ts'
import { drawn } from './drawn.ts'

/** This machine, of which is noted what it is asked. */
function listened(): { machine: Machine; asked: string[] } {
  const asked: string[] = []
  const machine = new Proxy(psutil, {
    get(target, name) {
      asked.push(String(name))
      return Reflect.get(target, name)
    },
  })
  return { machine, asked }
}

const ASKED = {
  df: 'diskUsage',
  free: 'swapMemory',
  net: 'pernicNetIoCounters',
  ports: 'netConnections',
  sensors: 'sensorsFans',
  users: 'users',
} as const

for (const command of Object.keys(ASKED) as (keyof typeof ASKED)[]) {
  test(`${command} asks this machine`, (t) => {
    const { machine, asked } = listened()
    const options = { all: true, kind: 'inet', json: false } as const
    const report = reportOn(machine, { command, ...options })
    t.true(asked.includes(ASKED[command]), asked.join(' '))
    t.true(drawn(report).length > 0)
    t.notThrows(() => JSON.parse(toJson(report.data)))
    t.true(Object.hasOwn(COMMANDS, command))
  })
}
