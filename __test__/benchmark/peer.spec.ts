import test from 'ava'
import { Peer } from '../../benchmark/peers/peer.ts'

/** A peer that dies of one question, and has no answer to another. */
const PROGRAM = `
  const say = (answer) => console.log(JSON.stringify(answer))
  say({ name: 'peer', version: '1.2', workloads: ['work', 'deadly', 'wrong'] })
  require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const [workload, times, pid] = line.split(' ')
    if (workload === 'deadly') process.exit(1)
    say(workload === 'wrong' ? { error: 'cannot' } : { nanoseconds: times * 10, rows: pid })
  })`
const LAUNCH = { command: process.execPath, args: ['-e', PROGRAM] }

test('a peer says who it is, and is a contender where it can do the work', async (t) => {
  using peer = await Peer.start(LAUNCH)
  t.like(peer, { name: 'peer', version: '1.2' })
  t.deepEqual(peer.of('other'), [])
  const [contender] = peer.of('work', 42)
  t.is(contender?.name, 'peer')
  t.deepEqual(await contender?.run(7), { nanoseconds: 70, calls: undefined, rows: 42 })
})

test('what it cannot do is told', async (t) => {
  using peer = await Peer.start(LAUNCH)
  await t.throwsAsync(peer.ask('wrong', 1, 0), { message: 'cannot' })
  t.is((await peer.ask('work', 1, 0)).nanoseconds, 10)
})

test('one that dies of a question is there for the next', async (t) => {
  using peer = await Peer.start(LAUNCH)
  await t.throwsAsync(peer.ask('deadly', 1, 0), { message: 'it has died' })
  t.is((await peer.ask('work', 2, 0)).nanoseconds, 20)
})

test('one that is not there cannot be started', async (t) => {
  await t.throwsAsync(Peer.start({ command: '/nonexistent/peer', args: [] }), { message: 'it has died' })
})
