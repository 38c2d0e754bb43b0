import test, { type ExecutionContext } from 'ava'
import { isRoot, whyNotAsNobody } from './as-user.ts'
import { hasKernelThread } from './proc.ts'

/** A test that is left out where there is a reason, and says so in its name. */
export function testUnless(reason: string | undefined) {
  return (title: string, run: (t: ExecutionContext) => void | Promise<void>): void => {
    if (reason === undefined) test(title, run)
    else test.skip(`${title} [skipped: ${reason}]`, run)
  }
}

/** A test of what only root may do. */
export const asRoot = testUnless(isRoot ? undefined : 'only root may')

/** A test that starts programs as a user without rights. */
export const asNobody = testUnless(whyNotAsNobody())

/** A test that looks at process 2. */
export const ofKernelThread = testUnless(
  hasKernelThread() ? undefined : 'number 2 is no thread of the kernel here',
)
