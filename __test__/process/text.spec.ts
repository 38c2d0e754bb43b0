import test, { type ExecutionContext } from 'ava'
import { Process } from 'psutil-native'
import { start, startSleeper } from '../helpers/child.ts'
import { eventually } from '../helpers/eventually.ts'

/** A sleeping child of a shell line that ends in its exec. */
async function exec(t: ExecutionContext, line: string, last: string): Promise<Process> {
  const { pid } = start(t, 'sh', ['-c', line])
  const target = new Process(pid)
  await eventually(`exec of ${last}`, () => target.name() === last)
  return target
}

test('the environment is a record without a prototype', (t) => {
  const target = new Process(startSleeper(t).pid)
  t.is(Object.getPrototypeOf(target.environ()), null)
  t.false('toString' in target.environ())
  t.is(Object.getPrototypeOf(target.environ({ encoding: 'buffer' })), null)
})

test('names of variables that objects have of themselves', async (t) => {
  const target = await exec(t, 'exec env -i __proto__=a constructor=b EMPTY= A=b=c sleep 1000', 'sleep')
  const environ = target.environ()
  t.deepEqual(Object.entries(environ), [
    ['__proto__', 'a'],
    ['constructor', 'b'],
    ['EMPTY', ''],
    ['A', 'b=c'],
  ])
})

test('an empty environment', async (t) => {
  const target = await exec(t, 'exec env -i sleep 1000', 'sleep')
  t.deepEqual(Object.keys(target.environ()), [])
})

test('trap 7 trap 15 bytes that are not UTF-8', async (t) => {
  const variables = `"$(printf 'A=x\\377y')" "$(printf 'B\\376=é')"`
  const line = `exec env -i ${variables} tail -f /dev/null "$(printf '\\377\\303')"`
  const target = await exec(t, line, 'tail')
  t.deepEqual({ ...target.environ() }, { A: 'x\u{FFFD}y', 'B\u{FFFD}': 'é' })
  const bytes = target.environ({ encoding: 'buffer' })
  t.deepEqual(bytes.A, Buffer.from([0x78, 0xff, 0x79]))
  t.deepEqual(bytes['B\u{FFFD}'], Buffer.from('é'))
  t.is(target.cmdline().at(-1), '\u{FFFD}\u{FFFD}')
  t.deepEqual(target.cmdline({ encoding: 'buffer' }).at(-1), Buffer.from([0xff, 0xc3]))
})

test('empty arguments', (t) => {
  const args = ['-c', 'read x', '', 'a', '', '']
  const target = new Process(start(t, 'sh', args, { stdio: ['pipe', 'ignore', 'ignore'] }).pid)
  t.deepEqual(target.cmdline(), ['sh', ...args])
  t.deepEqual(
    target.cmdline({ encoding: 'buffer' }),
    ['sh', ...args].map((each) => Buffer.from(each)),
  )
})

test('arguments with line ends, spaces and everything', (t) => {
  const args = ['-c', 'read x', 'a\nb', ' c ', '"d"', '\u{1F600}']
  const target = new Process(start(t, 'sh', args, { stdio: ['pipe', 'ignore', 'ignore'] }).pid)
  t.deepEqual(target.cmdline(), ['sh', ...args])
})

test('E-F11 a very long command line', (t) => {
  const long = Array.from({ length: 20 }, (_, index) => String(index % 10).repeat(100_000))
  const args = ['-c', 'read x', ...long]
  const target = new Process(start(t, 'sh', args, { stdio: ['pipe', 'ignore', 'ignore'] }).pid)
  const cmdline = target.cmdline()
  t.is(cmdline.length, 23)
  t.true(cmdline.every((each, index) => each === ['sh', ...args][index]))
})

test('a very long environment', (t) => {
  const env = { PATH: process.env.PATH, LONG: 'x'.repeat(120_000), LAST: 'y' }
  const target = new Process(start(t, 'sleep', ['1000'], { env }).pid)
  t.deepEqual({ ...target.environ() }, env as Record<string, string>)
})

test('trap 15 E-F11 a process that names itself', async (t) => {
  const script = 'process.title = "x"; setInterval(() => {}, 1e6)'
  const target = new Process(start(t, process.execPath, ['-e', script]).pid)
  t.is(await eventually('the title', () => target.cmdline()[0] === 'x' && target.name()), 'x')
})
