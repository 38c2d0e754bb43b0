// Run as another program: what failed launches throw, and whether anything follows that nobody caught, as JSON.
import { openSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { Popen, SystemError } from 'psutil-native'

const uncaught: string[] = []
process.on('uncaughtException', (error) => uncaught.push(String(error)))
process.on('unhandledRejection', (error) => uncaught.push(String(error)))

function failure(...args: ConstructorParameters<typeof Popen>): unknown {
  try {
    return new Popen(...args).toString()
  } catch (error) {
    if (!(error instanceof SystemError)) return String(error)
    const { code, errno, syscall, path, message } = error
    return { code, errno, syscall, path, message }
  }
}

function useUpFiles(): void {
  try {
    for (;;) openSync('/dev/null', 'r')
  } catch {
    // Now there are none left.
  }
}

const thrown = {
  missing: failure('/nonexistent/program', ['x']),
  missingName: failure('psutil-native-nonexistent'),
  missingCwd: failure('true', [], { cwd: '/nonexistent' }),
  forbidden: failure('/dev/null'),
  tooLong: failure('true', ['x'.repeat(2 ** 18)]),
  shell: failure('true', [], { shell: '/nonexistent/shell' }),
}
useUpFiles()
const noFiles = failure('true')
for (let turn = 0; turn < 10; turn += 1) await setImmediate()
process.stdout.write(JSON.stringify({ thrown: { ...thrown, noFiles }, uncaught }))
