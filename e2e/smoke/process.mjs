// The members of a `Process`, of ourselves and of the oldest of our ancestors.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { AccessDeniedError, Process, TimeoutExpiredError } from 'psutil-native'
import { answers, filled, has, hasProcesses, list, me, membersOf, otherPid, read } from './common.mjs'

/** What a `Process` has beside its getters without arguments. What would end this program is asked of a child. */
const MEMBERS = {
  children: () => list(me.children({ recursive: true })),
  equals: () => assert.ok(me.equals(Process.fromIdentity(me.identity)) && !me.equals({})),
  getRlimit: () => has('soft', 'hard')(me.getRlimit('nofile')),
  isRunning: () => assert.equal(me.isRunning(), true),
  iterFds: () => filled([...me.iterFds({ bigint: true })]),
  oneshot() {
    const held = me.oneshot()
    assert.equal(me.name(), me.name())
    held[Symbol.dispose]()
    assert.equal(
      me.oneshot(() => me.pid),
      me.pid,
    )
  },
  parent: () => assert.ok([undefined, me.ppid()].includes(me.parent()?.pid)), // hidden, or before all others
  parents: () => list(me.parents()),
  sendSignal: () => me.sendSignal(0),
  setCpuAffinity: () => me.setCpuAffinity(me.getCpuAffinity()),
  setIoPriority: () => {
    const { class: ioClass, value } = me.getIoPriority()
    const hasValue = ['realtime', 'best-effort'].includes(ioClass)
    me.setIoPriority(ioClass, hasValue ? value : undefined)
  },
  setPriority: () => me.setPriority(me.getPriority()),
  setRlimit: () => me.setRlimit('core', me.getRlimit('core')),
  toJSON: () => assert.deepEqual(JSON.parse(JSON.stringify(me)), { pid: me.pid, identity: me.identity }),
  toObject: () => assert.equal(me.toObject(undefined, { onError: 'collect' }).pid, me.pid),
  toString: () => assert.match(String(me), /^Process\(pid=/),
  wait: async () => {
    await assert.rejects(me.wait(), { code: 'ERR_INVALID_STATE' })
    if (otherPid === undefined) return
    const other = new Process(otherPid)
    await assert.rejects(other.wait({ timeout: 1 }), TimeoutExpiredError)
    await assert.rejects(other.wait({ signal: AbortSignal.abort() }), { name: 'AbortError' })
  },
}
const OF_A_CHILD = ['kill', 'resume', 'suspend', 'terminate']

describe('Process', { skip: !hasProcesses }, () => {
  for (const name of Process.attrs) {
    test(name, async () => {
      await answers(`process.${name}`, () => assert.notEqual(read(me, name), undefined))
      if (otherPid === undefined) return
      await answers(`process.${name}`, () => read(new Process(otherPid), name), { denied: true })
    })
  }
  for (const [name, call] of Object.entries(MEMBERS)) {
    test(name, () => answers(`process.${name}`, call))
  }

  test('no member has been left out', () => {
    const known = new Set([...Process.attrs, ...Object.keys(MEMBERS), ...OF_A_CHILD])
    assert.deepEqual(
      membersOf(Process.prototype).filter((name) => !known.has(name)),
      [],
    )
  })

  test('what a user keeps to himself', { skip: otherPid === undefined }, () => {
    const mine = me.uids()
    try {
      if (mine.effective === 0 || new Process(otherPid).uids().real === mine.real) return
    } catch (error) {
      assert.ok(error instanceof AccessDeniedError)
    }
    assert.throws(() => new Process(otherPid).environ(), AccessDeniedError)
  })

  test('using', () => {
    let f
    try {
      f = new Function('me', '{ using _ = me.oneshot(); return me.pid }')
    } catch {
      return // this runtime does not know the syntax yet
    }
    assert.equal(f(me), me.pid)
  })
})
