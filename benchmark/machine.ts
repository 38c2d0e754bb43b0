// On what it ran.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem } from 'node:os'

export interface Machine {
  cpu: string
  cores: number
  kernel: string
  node: string
  memory: number
  /** What decides how fast the cores run; `null` where nothing does, or nothing tells. */
  governor: string | null
  /** What it runs in, if that is a virtual machine or a container and says so. */
  virtual: string | null
  rustc: string
  loadBefore: number
}

export function machine(): Machine {
  const all = cpus()
  return {
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    kernel: release(),
    node: process.version,
    memory: totalmem(),
    governor: read('/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor'),
    virtual: virtual(),
    rustc: execFileSync('rustc', ['--version'], { encoding: 'utf8' }).trim(),
    loadBefore: loadavg()[0] ?? 0,
  }
}

/** One line of it for the head of a report. */
export function machineLine(machine: Machine): string {
  const { cpu, cores, kernel, node, governor, virtual, rustc, loadBefore } = machine
  const parts = [
    `${cores} × ${cpu}`,
    virtual === null ? 'no hypervisor seen' : `virtual machine ${virtual}`.trim(),
    governor === null ? 'no cpufreq governor' : `governor ${governor}`,
    `Linux ${kernel}`,
    `Node ${node.slice(1)}`,
    rustc.replace(/ \(.*/, ''),
    `load ${loadBefore.toFixed(1)} at the start`,
  ]
  return parts.join(', ')
}

function virtual(): string | null {
  const hypervisor = /^flags\s*:.*\bhypervisor\b/m.test(read('/proc/cpuinfo') ?? '')
  return hypervisor ? (read('/sys/class/dmi/id/sys_vendor') ?? '') : null
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return null
  }
}
