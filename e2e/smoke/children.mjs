// What is done to other processes: to children of ours, where programs may be started.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import {
  isAvailable,
  killTree,
  NoSuchProcessError,
  Popen,
  Process,
  SystemError,
  waitProcs,
  watchProcesses,
} from 'psutil-native'
import { hasProcesses, mayStartChildren, read } from './common.mjs'

async function until(holds) {
  while (!holds()) await turn()
}

describe('children', { skip: !hasProcesses || !mayStartChildren() }, () => {
  test('Popen: it talks, ends, and is gone', async () => {
    const cat = new Popen('cat')
    assert.equal(cat.name(), 'cat')
    assert.equal(cat.poll(), null)
    assert.deepEqual(await cat.communicate('hello'), { stdout: 'hello', stderr: '' })
    assert.deepEqual(await cat.wait(), { exitCode: 0, signalCode: null })
    assert.throws(() => cat.name(), NoSuchProcessError)
    // Deno tells why only to who may read files.
    assert.throws(() => new Popen('/no/such/program'), SystemError)
  })

  test('every getter answers for a child', async () => {
    const child = new Popen('cat')
    for (const name of Process.attrs.filter((each) => isAvailable(`process.${each}`))) read(child, name)
    child.kill()
    await child.wait()
  })

  test('suspend, resume, terminate', async () => {
    const child = new Popen('cat')
    child.suspend()
    await until(() => child.status() === 'stopped')
    child.resume()
    await until(() => child.status() !== 'stopped')
    child.terminate()
    assert.deepEqual(await child.wait({ timeout: 60_000 }), { exitCode: null, signalCode: 'SIGTERM' })
  })

  test('kill, waitProcs', async () => {
    const children = [new Popen('cat'), new Popen('cat')]
    const ended = []
    children[0].kill()
    const first = await waitProcs([children[0]], { onExit: (child) => ended.push(child) })
    assert.deepEqual(first, { gone: [children[0]], alive: [] })
    assert.deepEqual(ended, [children[0]])
    assert.deepEqual(await waitProcs([children[1]], { timeout: 1 }), { gone: [], alive: [children[1]] })
    children[1].kill()
    await waitProcs(children)
  })

  test('fromChild, killTree', async () => {
    const parent = new Popen('sh', ['-c', 'sleep 600 & echo; wait'])
    await once(parent.stdout, 'data')
    const same = Process.fromChild(parent.child)
    assert.ok(same.equals(parent))
    assert.equal(same.children().length, 1)
    const { gone, alive, denied } = await killTree(same)
    assert.deepEqual([gone.length, alive.length, denied.length], [2, 0, 0])
  })

  test('watchProcesses tells of one that begins', async () => {
    const watch = watchProcesses({ interval: 10 })
    const child = new Popen('cat')
    for await (const { type, pid } of watch) if (type === 'start' && pid === child.pid) break
    child.kill()
    await child.wait()
  })
})
