// Made-up processes and machines for the tests of the program.
import type { Overview, ProcessRow } from '../../src/cli/data.ts'
import type { Info, InfoSource } from '../../src/cli/info.ts'
import type { ProcessSource, Sources } from '../../src/cli/sample.ts'

const NO_TIMES = { user: 0, system: 0, childrenUser: 0, childrenSystem: 0 }

export function row(changes: Partial<ProcessRow> = {}): ProcessRow {
  return {
    pid: 1,
    ppid: 0,
    name: 'init',
    username: 'root',
    status: 'sleeping',
    cmdline: ['/sbin/init'],
    cpuPercent: 0,
    cpuTimes: NO_TIMES,
    memoryInfo: { rss: 1024, vms: 2048 },
    memoryPercent: 1,
    createTime: 0,
    ...changes,
  }
}

export function overview(changes: Partial<Overview> = {}): Overview {
  const load = { percent: 50, times: { user: 1, system: 1, idle: 1 } }
  return {
    interval: 0.5,
    bootTime: 0,
    timeSinceBoot: 3600,
    uptime: 3600,
    cpu: load,
    perCpu: [load, load, load, load],
    virtualMemory: { total: 4096, available: 1024, percent: 75, used: 3072, free: 512 },
    swapMemory: { total: 0, used: 0, free: 0, percent: 0, sin: null, sout: null },
    processCount: 1,
    processes: [row()],
    ...changes,
  }
}

/** A process that gives these answers; its CPU seconds are those of the first, the second … call, then the last. */
export function fakeProcess(pid: number, cpu: number[], changes: Partial<ProcessSource> = {}): ProcessSource {
  let calls = 0
  return {
    pid,
    ppid: () => 1,
    name: () => `name${pid}`,
    username: () => 'root',
    status: () => 'sleeping',
    cmdline: () => ['program', String(pid)],
    cpuTimes: () => ({ ...NO_TIMES, user: cpu[Math.min(calls++, cpu.length - 1)] ?? 0 }),
    memoryInfo: () => ({ rss: pid, vms: pid }),
    createTime: () => 0,
    oneshot: (callback) => callback(),
    ...changes,
  }
}

export function fakeMachine(lists: ProcessSource[][], changes: Partial<Sources> = {}): Sources {
  let calls = 0
  return {
    cpuTimes: () => ({ user: 1, system: 1, idle: 1 }),
    percpuTimes: () => [{ user: 1, system: 1, idle: 1 }],
    virtualMemory: () => ({ total: 1000, available: 500, percent: 50, used: 500, free: 100 }),
    swapMemory: () => ({ total: 0, used: 0, free: 0, percent: 0, sin: null, sout: null }),
    bootTime: () => 0,
    timeSinceBoot: () => 1,
    uptime: () => 1,
    processIterAvailable: () => lists[Math.min(calls++, lists.length - 1)] ?? [],
    ...changes,
  }
}

/** A process of which little is known. */
export function fakeInfoSource(changes: Partial<InfoSource> = {}): InfoSource {
  return {
    name: () => 'name',
    toJSON: () => ({ pid: 1, identity: 'id1' }),
    oneshot: (callback) => callback(),
    toObject: () => ({ pid: 1, errors: {} }),
    parents: () => [],
    children: () => [],
    getRlimit: () => ({ soft: 1, hard: 2 }),
    ...changes,
  }
}

/** What is known about a process. */
export function info(attributes: Info['attributes'] = {}, changes: Partial<Info> = {}): Info {
  return {
    attributes: { pid: 1, ...attributes },
    parents: [],
    children: [],
    limits: {},
    errors: {},
    ...changes,
  }
}
