import { spawnSync } from 'node:child_process'

/** The number of a process that has just ended: numbers are handed out in turn, so it stays free a while. */
export function deadPid(): number {
  return spawnSync('true').pid
}
