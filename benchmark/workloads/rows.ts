// What JavaScript does with an answer of the native module: it is asked once, and its answer is handed out again.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Contender, OURS } from '../contender.ts'
import { ROOT } from '../paths.ts'
import { Scenery } from '../scenery.ts'
import type { Bench } from './all.ts'
import { EVERYTHING } from './processes.ts'

const COUNT = 1000

/** The native module, as the package has loaded it. */
type Binding = Record<string, (...args: unknown[]) => unknown>

export async function rowsToJavaScript(bench: Bench, group: string): Promise<void> {
  const name = 'a row of processes'
  if (!bench.isWanted(name)) return
  const native: Binding = createRequire(join(ROOT, 'package.json'))('./native.cjs')()
  await using _ = await Scenery.of('sleepers', COUNT)
  const contender: Contender = {
    name: OURS,
    run(times) {
      const calls = Math.ceil(times / COUNT)
      const { processes } = native
      const captured = processes?.(...argumentsOf(native, bench))
      native.processes = () => captured
      let rows = 0
      const begin = process.hrtime.bigint()
      for (let done = 0; done < calls; done += 1) rows += bench.ours.api.processes(EVERYTHING).length
      const nanoseconds = Number(process.hrtime.bigint() - begin)
      if (processes !== undefined) native.processes = processes
      return { nanoseconds, calls: rows, rows: rows / calls }
    },
  }
  await bench.measure({ name, group, contenders: [contender] })
}

/** What the package asks the native module for its processes. */
function argumentsOf(native: Binding, bench: Bench): unknown[] {
  const { processes } = native
  let asked: unknown[] = []
  native.processes = (...args) => {
    asked = args
    return processes?.(...args)
  }
  bench.ours.api.processes(EVERYTHING)
  if (processes !== undefined) native.processes = processes
  return asked
}
