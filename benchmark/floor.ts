// The bare system calls, in this very process.

import { copyFileSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build } from './cargo.ts'
import { type Contender, FLOOR } from './contender.ts'
import { PEERS } from './paths.ts'

/** What `floor/src/lib.rs` hands to JavaScript. */
interface Native {
  run(workload: string, times: number, pid: number): [nanoseconds: number, rows: number]
  waitFor(pid: number): number
}

export class Floor {
  readonly #native: Native

  constructor() {
    // Node loads only what is called .node.
    const addon = join(PEERS, 'floor.node')
    mkdirSync(PEERS, { recursive: true })
    copyFileSync(build('benchmark-floor', 'libbenchmark_floor.so'), addon)
    this.#native = createRequire(import.meta.url)(addon)
  }

  /** The floor of a piece of work, of this process if it is about one. */
  of(workload: string, pid = 0): Contender {
    const native = this.#native
    return {
      name: FLOOR,
      run(times) {
        const [nanoseconds, rows] = native.run(workload, times, pid)
        return { nanoseconds, rows }
      },
    }
  }

  /** Blocks until a process has ended; what the monotonic clock says then, in nanoseconds. */
  waitFor(pid: number): number {
    return this.#native.waitFor(pid)
  }
}
