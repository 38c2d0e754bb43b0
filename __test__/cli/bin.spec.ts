// The program as it is installed.
import { execFile, spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import test from 'ava'
import { Process } from '../../src/index.ts'
import { AS_NOBODY } from '../helpers/as-user.ts'
import { startSleeper } from '../helpers/child.ts'
import { deadPid } from '../helpers/dead-pid.ts'
import { asNobody, ofKernelThread } from '../helpers/unless.ts'
import { startZombie } from '../helpers/zombie.ts'
import { BIN, run } from './run.ts'

const ESCAPE = '\x1b'

test('it starts with the line that the shell needs', (t) => {
  t.true(readFileSync(BIN, 'utf8').startsWith('#!/usr/bin/env node\n'))
  t.true(statSync(BIN).isFile())
})

test('into a pipe: 80 columns, 15 processes, no escapes', (t) => {
  const { status, stdout, stderr } = run(['--interval', '20'])
  t.is(status, 0, stderr)
  t.false(stdout.includes(ESCAPE))
  const lines = stdout.trimEnd().split('\n')
  t.true(Math.max(...lines.map((line) => [...line].length)) <= 80)
  t.true(lines.length - lines.findIndex((line) => line.includes('COMMAND')) - 1 <= 15)
})

test('FORCE_COLOR, and NO_COLOR', (t) => {
  const args = ['--interval', '1', '-n', '1']
  t.true(run(args, { FORCE_COLOR: '1' }).stdout.includes(ESCAPE))
  t.false(run(args, { NO_COLOR: '1' }).stdout.includes(ESCAPE))
})

test('--json is JSON, without negative percentages', (t) => {
  const { status, stdout, stderr } = run(['--json', '--interval', '50', '-n', '1000000'])
  t.is(status, 0, stderr)
  const data = JSON.parse(stdout)
  t.true(data.virtualMemory.total > 0)
  t.true(data.interval >= 0.04)
  t.true(data.processes.length > 0 && data.processes.length <= data.processCount)
  const percents: (number | null)[] = [data.cpu, ...data.perCpu, ...data.processes].map(
    (each) => each.percent ?? each.cpuPercent ?? null,
  )
  t.true(percents.every((percent) => percent === null || percent >= 0))
  t.false(stdout.includes(ESCAPE))
})

test('--json shows itself with its arguments', (t) => {
  const { stdout, pid } = run(['--json', '-n', '1000000', '--interval', '1'])
  const { processes } = JSON.parse(stdout)
  const self = processes.find((each: { pid: number }) => each.pid === pid)
  t.deepEqual(self.cmdline.slice(2), ['--json', '-n', '1000000', '--interval', '1'])
})

test('--help and --version', (t) => {
  t.regex(run(['--help']).stdout, /^Usage: psutil-native/)
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  t.is(run(['--version']).stdout, `${version}\n`)
})

test('mistakes: exit code 2, the mistake and what is valid on stderr', (t) => {
  for (const args of [['--foo'], ['-n', 'x'], ['--interval'], ['foo']]) {
    const { status, stdout, stderr } = run(args)
    t.is(status, 2, args.join(' '))
    t.is(stdout, '')
    t.regex(stderr, /^psutil-native: .+\nValid options: .*--interval MS.*\n$/)
  }
})

test('without a native module: exit code 1, the reason, no stack; --help works', (t) => {
  const env = { NAPI_RS_NATIVE_LIBRARY_PATH: '/nowhere.node', NODE_OPTIONS: '--no-addons' }
  const { status, stderr } = run([], env)
  t.is(status, 1, stderr)
  t.regex(stderr, /^psutil-native has no native module/)
  t.false(/^ +at /m.test(stderr))
  t.is(run(['--help'], env).status, 0)
})

test('a reader that has gone away is no error', async (t) => {
  const outcome = await new Promise<{ code: number | null; stderr: string }>((resolve) => {
    let stderr = ''
    const child = execFile(process.execPath, [BIN, '--json', '-n', '1000000', '--interval', '100'])
    child.stdout?.destroy()
    child.stderr?.on('data', (text) => {
      stderr += text
    })
    child.on('close', (code) => resolve({ code, stderr }))
  })
  t.deepEqual(outcome, { code: 0, stderr: '' })
})

/** The answer beside a name. */
function answer(stdout: string, name: string): string | undefined {
  return new RegExp(`^ +${name} +(.+)$`, 'm').exec(stdout)?.[1]
}

test('info about a child', (t) => {
  const { pid } = startSleeper(t)
  const { status, stdout, stderr } = run(['info', String(pid)])
  t.is(status, 0, stderr)
  t.is(answer(stdout, 'pid'), String(pid))
  t.is(answer(stdout, 'cmdline'), 'sleep 1000')
  t.regex(answer(stdout, 'parents') ?? '', new RegExp(`^${process.pid} `))
  t.regex(answer(stdout, 'memoryInfo') ?? '', /^rss [\d.]+ [KM]iB · /)
  t.false(stdout.includes(ESCAPE))
  t.true(run(['info', String(pid)], { FORCE_COLOR: '1' }).stdout.includes(ESCAPE))
})

test('info --json about a child', (t) => {
  const { pid } = startSleeper(t)
  const { status, stdout, stderr } = run(['info', '--json', String(pid)])
  t.is(status, 0, stderr)
  const data = JSON.parse(stdout)
  t.deepEqual(
    Object.keys(data).toSorted(),
    [...Process.attrs, 'parents', 'children', 'limits', 'errors'].toSorted(),
  )
  const child = new Process(pid)
  t.like(data, { ...child.toJSON(), cmdline: ['sleep', '1000'], errors: {}, children: [] })
  t.like(data.parents[0], new Process().toJSON())
  const { soft, hard } = child.getRlimit('nofile')
  t.deepEqual(data.limits.nofile, { soft, hard })
})

test('info shows a hostile process harmless', (t) => {
  const { pid } = startSleeper(t, { argv0: '\x1b[2J\nroot', env: { X: '\x1b]0;x\x07' } })
  const { stdout } = run(['info', String(pid)])
  t.is(answer(stdout, 'cmdline'), "'\u{FFFD}[2J\u{FFFD}root' 1000")
  t.true(stdout.includes('\n  X=\u{FFFD}]0;x\u{FFFD}\n'))
  t.false(run(['info', '--json', String(pid)]).stdout.includes(ESCAPE))
})

test('info about a zombie', async (t) => {
  const { pid } = await startZombie(t)
  const { status, stdout, stderr } = run(['info', String(pid)])
  t.is(status, 0, stderr)
  t.is(answer(stdout, 'status'), 'zombie')
  t.is(answer(stdout, 'exe'), 'gone with its memory')
  const { errors } = JSON.parse(run(['info', String(pid), '--json']).stdout)
  t.is(errors.exe.code, 'ERR_ZOMBIE_PROCESS')
})

ofKernelThread('info about a thread of the kernel', (t) => {
  const { status, stdout, stderr } = run(['info', '2'])
  t.is(status, 0, stderr)
  t.is(answer(stdout, 'name'), 'kthreadd')
  t.is(answer(stdout, 'cmdline'), 'none')
  t.is(answer(stdout, 'memoryExtras'), 'none')
})

test('info about nobody', (t) => {
  const pid = deadPid()
  const { status, stdout, stderr } = run(['info', String(pid)])
  t.is(status, 1)
  t.is(stdout, '')
  t.is(stderr, `psutil-native: process ${pid} does not exist\n`)
})

test('info: mistakes', (t) => {
  for (const args of [[], ['abc'], ['-1'], ['1.5'], ['99999999999'], ['self'], ['1', '2'], ['--foo', '1']]) {
    const { status, stdout, stderr } = run(['info', ...args])
    t.is(status, 2, args.join(' '))
    t.is(stdout, '')
    t.regex(stderr, /^psutil-native: .+\nValid options: --json; -h, --help; -v, --version\n$/)
  }
  t.regex(run(['info', '--help']).stdout, /^Usage: psutil-native info PID \[options\]\n/)
})

asNobody('info: another user is told what it may not see', (t) => {
  const { pid } = startSleeper(t)
  const [setpriv = '', ...options] = AS_NOBODY
  const args = [...options, process.execPath, BIN, 'info', String(pid)]
  const { status, stdout, stderr } = spawnSync(setpriv, args, { encoding: 'utf8', cwd: '/', timeout: 60_000 })
  t.is(status, 0, stderr)
  t.is(answer(stdout, 'cmdline'), 'sleep 1000')
  for (const name of ['exe', 'cwd', 'environ', 'ioCounters'])
    t.is(answer(stdout, name), 'access denied', name)
})

asNobody('another user sees what it may', (t) => {
  const [setpriv = '', ...options] = AS_NOBODY
  const args = [...options, process.execPath, BIN, '--json', '-n', '1000000', '--interval', '10']
  const { status, stdout, stderr } = spawnSync(setpriv, args, { encoding: 'utf8', cwd: '/', timeout: 60_000 })
  t.is(status, 0, stderr)
  t.true(JSON.parse(stdout).processes.length > 0)
})
