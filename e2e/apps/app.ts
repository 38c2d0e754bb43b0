// What a program in TypeScript uses of the package: users' compilers check it, Deno and Bun run it.
import { NoSuchProcessError, Process, type ProcessStatus, virtualMemory } from 'psutil-native'
import { processes } from 'psutil-native/promises'

const own: Process = new Process()
const total: number = virtualMemory().total
const status: ProcessStatus = own.status()
const everybody: readonly number[] = (await processes(['pid'])).map(({ pid }) => pid)

let missing = ''
try {
  new Process(2 ** 22 + 1)
} catch (error) {
  if (error instanceof NoSuchProcessError) missing = error.code
}

const isRight = total > 0 && status !== 'zombie' && everybody.includes(own.pid) && missing !== ''
if (!isRight) throw new Error(`${total} ${status} ${everybody.length} ${missing}`)
console.log(isRight)
