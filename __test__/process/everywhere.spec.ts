// Children whom both this package and the runtime wait for, wherever the package runs.
import { release } from 'node:os'
import test, { type ExecutionContext } from 'ava'
import { AS_NOBODY, runForJson } from '../helpers/as-user.ts'
import { runtimeCommand } from '../helpers/runtimes.ts'
import { asNobody } from '../helpers/unless.ts'

const COUNT = 2000
const AT_ONCE = 40

/** Whether the kernel tells how a process ended that has been reaped: Linux 6.15. */
const tellsOfTheReaped = () => {
  const [major = 0, minor = 0] = release().split('.').map(Number)
  return major > 6 || (major === 6 && minor >= 15)
}

function everyEndIsSeenTwice(
  t: ExecutionContext,
  runtime: 'Node' | 'Deno' | 'Bun',
  where: 'main' | 'worker' | 'own',
  as: string[] = [],
): void {
  t.timeout(300_000, 'on a busy machine')
  const command = runtimeCommand(runtime, 'wait-for-children.mjs', String(COUNT), String(AT_ONCE), where)
  const { unknown, ...told } = runForJson([...as, ...command], 300_000) as Record<string, number>
  t.deepEqual(told, { exits: COUNT, waits: COUNT, wrong: 0 })
  // Older kernels do not tell of a child that the runtime was quicker to reap than we to peek at.
  t.true((unknown ?? COUNT) <= (tellsOfTheReaped() ? 0 : COUNT / 20), `${unknown} unknown`)
}

for (const where of ['main', 'worker'] as const) {
  test.serial(`2,000 children of Node, 40 at a time: ${where}`, (t) => everyEndIsSeenTwice(t, 'Node', where))
}

for (const runtime of ['Deno', 'Bun'] as const) {
  for (const where of ['main', 'own'] as const) {
    test.serial(`2,000 children of ${runtime}, 40 at a time: ${where}`, (t) =>
      everyEndIsSeenTwice(t, runtime, where),
    )
  }
}

asNobody('2,000 children of nobody in particular', (t) => everyEndIsSeenTwice(t, 'Node', 'main', AS_NOBODY))
