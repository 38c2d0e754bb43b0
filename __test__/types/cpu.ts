// What is about CPUs, as a program under --strict sees it. Compiled, never run.
import {
  type CpuFreq,
  CpuSampler,
  type CpuStats,
  type CpuTimesPercent,
  cpuFreq,
  cpuPercent,
  cpuStats,
  cpuTimesPercent,
  logicalCpuCount,
  percpuFreq,
  percpuPercent,
  percpuTimesPercent,
  physicalCpuCount,
  usableCpuCount,
} from 'psutil-native'
import { is } from './check.ts'

is<number>()(cpuPercent())
is<number[]>()(percpuPercent())
is<CpuTimesPercent>()(cpuTimesPercent())
is<CpuTimesPercent[]>()(percpuTimesPercent())
const sampler = new CpuSampler()
is<number>()(sampler.cpuPercent())
is<number[]>()(sampler.percpuPercent())
is<CpuTimesPercent>()(sampler.cpuTimesPercent())
is<CpuTimesPercent[]>()(sampler.percpuTimesPercent())
is<number | null | undefined>()(cpuTimesPercent().steal)
is<number>()(logicalCpuCount())
is<number | null>()(physicalCpuCount())
is<number>()(usableCpuCount())
is<CpuStats>()(cpuStats())
is<number>()(cpuStats().ctxSwitches)
is<number | null | undefined>()(cpuStats().syscalls)
is<CpuFreq | null>()(cpuFreq())
is<CpuFreq[]>()(percpuFreq())
is<number | null>()(cpuFreq()?.current ?? null)
