// The machine as a whole.
import { local, OURS } from '../contender.ts'
import type { Bench } from './all.ts'

export async function system(bench: Bench, group: string): Promise<void> {
  const { api } = bench.ours
  const calls: Record<string, () => unknown> = {
    cpuTimes: () => api.cpuTimes(),
    percpuTimes: () => api.percpuTimes(),
    virtualMemory: () => api.virtualMemory(),
    swapMemory: () => api.swapMemory(),
    diskIoCounters: () => api.perdiskIoCounters(),
    netIoCounters: () => api.pernicNetIoCounters(),
    netIfAddrs: () => api.netIfAddrs(),
    diskPartitions: () => api.diskPartitionsAll(),
    bootTime: () => api.bootTime(),
    diskUsage: () => api.diskUsage('/'),
  }
  for (const [name, call] of Object.entries(calls)) {
    await bench.measure({ name, group, contenders: [local(OURS, call), ...bench.others(name)] })
  }
}
