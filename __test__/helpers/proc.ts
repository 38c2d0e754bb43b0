import { readFileSync } from 'node:fs'

/** The children's numbers, straight from the kernel. */
export function childPids(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1')
  return text.split(' ').filter(Boolean).map(Number)
}

/** The state's letter, straight from the kernel. */
export function stateLetter(pid: number): string | undefined {
  const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
  return text.slice(text.lastIndexOf(')') + 2)[0]
}

/** Whether number 2 is a thread of the kernel, as it is outside containers. */
export function hasKernelThread(): boolean {
  try {
    return readFileSync('/proc/2/stat', 'latin1').startsWith('2 (kthreadd)')
  } catch {
    return false
  }
}

/** Whether another program runs in that process than in this one: exec is not over when spawn returns. */
export function hasExeced(pid: number): boolean {
  const cmdline = readFileSync(`/proc/${pid}/cmdline`)
  return cmdline.length > 0 && !cmdline.equals(readFileSync('/proc/self/cmdline'))
}

/** The numbers of a process's file of lines `key: number`. */
export function numbersOf(pid: number, file: string): Record<string, number> {
  const text = readFileSync(`/proc/${pid}/${file}`, 'latin1')
  const entries = text.matchAll(/^(\w+):\s*(\d+)/gm)
  return Object.fromEntries(Array.from(entries, ([, key = '', value]) => [key, Number(value)]))
}
