// Processes, as ps(1) tells of them.
import assert from 'node:assert/strict'
import process from 'node:process'
import { after, before } from 'node:test'
import { Process, pids } from 'psutil-native'
import { child, near, oracle, rows, says } from './common.mjs'

let started
let one

before(async () => {
  started = await child('an argument', '')
  one = new Process(started.pid)
})

after(() => started.kill())

/** What ps says of our child. */
const ps = (...columns) =>
  rows(says('ps', ...columns.flatMap((column) => ['-o', `${column}=`]), '-p', one.pid))[0]

oracle('ps', 'process.ppid', () => {
  const [ppid, pgid] = ps('ppid', 'pgid').map(Number)
  assert.deepEqual([one.ppid(), one.pgid()], [ppid, pgid])
  assert.equal(one.parent()?.pid, process.pid)
})

oracle('ps', 'process.uids', () => {
  const [effective, real] = ps('uid', 'ruid').map(Number)
  assert.equal(one.uids().effective, effective)
  assert.equal(one.uids().real, real)
})

oracle('ps', 'process.username', () => {
  const [user] = ps('ruser')
  // Long names are cut, or become digits.
  assert.ok(one.username().startsWith(user.replace(/\+$/, '')) || /^\d+$/.test(user), user)
})

oracle('ps', 'process.getPriority', () => {
  assert.equal(one.getPriority(), Number(ps('nice')[0]))
  one.setPriority(5)
  assert.equal(one.getPriority(), 5)
  assert.equal(Number(ps('nice')[0]), 5)
})

oracle('ps', 'process.memoryInfo', () => {
  const [rss, vms] = ps('rss', 'vsz').map((kib) => Number(kib) * 1024)
  near(one.memoryInfo().rss, rss, 0.05, 'rss')
  // What OpenBSD's ps adds up is text, data and stack.
  if (process.platform !== 'openbsd') near(one.memoryInfo().vms, vms, 0.05, 'vms')
})

oracle('ps', 'process.createTime', () => {
  const started = new Date(`${says('ps', '-o', 'lstart=', '-p', one.pid).trim()} UTC`).getTime()
  assert.ok(Math.abs(one.createTime() - started) < 2000, `${one.createTime()} and ${started}`)
})

oracle('ps', 'process.terminal', () => {
  const [tty] = ps('tty')
  const none = ['?', '??', '-'].includes(tty)
  assert.equal(one.hasTerminal(), !none, tty)
  assert.equal(one.terminal() === null, none, tty)
})

oracle('ps', 'process.cmdline', () => {
  assert.ok(one.cmdline().includes('an argument'))
  assert.equal(one.cmdline().at(-1), '')
  assert.ok(says('ps', '-ww', '-o', 'args=', '-p', one.pid).includes('an argument'))
})

oracle('ps', 'process.status', () => {
  const letter = ps(process.platform === 'linux' ? 'stat' : 'state')[0][0]
  const words = {
    R: ['running'],
    S: ['sleeping'],
    I: ['sleeping', 'idle'],
    D: ['disk-sleep', 'sleeping'],
    O: ['running'],
  }
  assert.ok(words[letter]?.includes(one.status()), `${letter} and ${one.status()}`)
  one.suspend()
  try {
    const deadline = Date.now() + 5000 // a signal takes its time
    while (one.status() !== 'stopped') assert.ok(Date.now() < deadline, one.status())
  } finally {
    one.resume()
  }
})

oracle('ps', 'process.cpuTimes', () => {
  const [, minutes, seconds] = /(?:(\d+):)?([\d.]+)$/.exec(ps('time')[0])
  const theirs = Number(minutes ?? 0) * 60 + Number(seconds)
  const { user, system } = one.cpuTimes()
  assert.ok(Math.abs(user + system - theirs) < 1.5, `${user + system} and ${theirs}`)
})

oracle('ps', 'pids', () => {
  const listed = () =>
    rows(says('ps', process.platform === 'linux' ? '-A' : '-ax', '-o', 'pid=')).map(([pid]) => Number(pid))
  const first = new Set(listed())
  const ours = new Set(pids())
  const second = new Set(listed())
  for (const pid of first) assert.ok(ours.has(pid) || !second.has(pid), `${pid} is missing`)
  for (const pid of ours) assert.ok(first.has(pid) || second.has(pid) || pid === 0, `${pid} is too much`)
})
