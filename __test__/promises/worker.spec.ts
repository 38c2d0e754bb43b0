import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import test from 'ava'
import { Process } from 'psutil-native/promises'
import { startStopped } from '../helpers/child.ts'

/** A worker that runs this, with everything of promises at hand. */
function work(code: string): Worker {
  const program = `const { parentPort } = require('node:worker_threads')
    import('psutil-native/promises').then(async (promises) => { ${code} })`
  return new Worker(program, { eval: true })
}

test('in a worker', async (t) => {
  const { pid } = startStopped(t)
  const worker = work(`
    const target = new promises.Process(${pid})
    const [files, cpu] = await Promise.all([target.openFiles(), promises.cpuPercent({ interval: 20 })])
    const failed = await target.memoryMaps({ signal: AbortSignal.abort('enough') }).catch((reason) => reason)
    let found = 0
    for await (const each of promises.processIterAvailable()) if (each.pid === ${pid}) found += 1
    parentPort.postMessage({ files, isNumber: typeof cpu === 'number', failed, found })`)
  const [answer] = await once(worker, 'message')
  t.deepEqual(answer, {
    files: await new Process(pid).openFiles(),
    isNumber: true,
    failed: 'enough',
    found: 1,
  })
  await worker.terminate()
})

test('a worker that is terminated in the middle takes nothing with it', async (t) => {
  for (let round = 0; round < 5; round += 1) {
    const worker = work(`
      const us = new promises.Process()
      const all = () => Promise.all([
        us.memoryMaps(), us.memoryFootprint(), us.connections('all'), promises.netConnections('all'),
        promises.processIter().next(), us.toObject(), promises.cpuPercent({ interval: 1 }),
      ])
      const forever = async () => { for (;;) await all() }
      for (let each = 0; each < 4; each += 1) forever()
      await all()
      parentPort.postMessage('busy')`)
    t.deepEqual(await once(worker, 'message'), ['busy'])
    t.is(await worker.terminate(), 1)
  }
  t.true((await new Process().memoryMaps()).length > 0)
})

test('a worker ends by itself once it has its answers', async (t) => {
  const worker = work('await Promise.all([promises.users(), new promises.Process().openFiles()])')
  t.deepEqual(await once(worker, 'exit'), [0])
})
