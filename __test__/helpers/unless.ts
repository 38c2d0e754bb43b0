import test, { type ExecutionContext } from 'ava'

/** A test that is left out where there is a reason, and says so in its name. */
export function testUnless(reason: string | undefined) {
  return (title: string, run: (t: ExecutionContext) => void | Promise<void>): void => {
    if (reason === undefined) test(title, run)
    else test.skip(`${title} [skipped: ${reason}]`, run)
  }
}
