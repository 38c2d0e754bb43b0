import test from 'ava'
import { readArguments, wanted } from '../../benchmark/arguments.ts'
import type { Contender } from '../../benchmark/contender.ts'
import { callsPerRound, differences, measure } from '../../benchmark/measure.ts'

/** One whose calls all take this long, by its own account. */
function pretender(name: string, call: number, seen: string[], rows?: number): Contender {
  return {
    name,
    run(times) {
      seen.push(`${name} ${times}`)
      return { nanoseconds: call * times, rows }
    },
  }
}

const EFFORT = { rounds: 9, fewest: 2, budget: 1000 }

test('a round is as many calls as take two milliseconds, the same for all', async (t) => {
  const seen: string[] = []
  const contenders = [pretender('floor', 1e6, seen), pretender('other', 4e6, seen)]
  const row = await measure({ name: 'work', group: 'group', contenders }, EFFORT, t.fail)
  t.deepEqual(row.contenders[0]?.rounds, Array(9).fill(1e6))
  t.is(seen.at(-1)?.split(' ')[1], '2')
  t.is(seen.filter((each) => each === 'other 2').length, 9)
})

test('who takes long has fewer calls, and then fewer rounds, but never none', async (t) => {
  const seen: string[] = []
  const contenders = [
    pretender('floor', 100, seen),
    pretender('slow', 1e7, seen),
    pretender('slowest', 2e9, seen),
    pretender('psutil-native, promise', 2e9, seen),
  ]
  const row = await measure({ name: 'work', group: 'group', contenders }, EFFORT, t.fail)
  t.true(seen.includes('floor 20000') && seen.includes('slow 2') && !seen.includes('slow 3'))
  const counts = row.contenders.map(({ rounds }) => rounds.filter((each) => each !== null).length)
  t.deepEqual(counts, [9, 9, 2, 9], 'the package has all of its rounds')
})

/** One that fails at once, or only when it is no longer warmed up by single calls. */
function failing(name: string, later = false): Contender {
  return {
    name,
    run(times) {
      if (!later || times > 1) throw new Error('not here')
      return { nanoseconds: 1e6 }
    },
  }
}

for (const later of [false, true]) {
  test(`a peer that fails ${later ? 'later' : 'at once'} is left out, and it is said why`, async (t) => {
    const said: string[] = []
    const contenders = [pretender('floor', 1e6, []), failing('failing', later)]
    const row = await measure({ name: 'work', group: 'group', contenders }, EFFORT, (text) => said.push(text))
    t.deepEqual(
      row.contenders.map(({ name, rounds }) => [name, rounds.length]),
      [['floor', 9]],
    )
    t.deepEqual(said, ['work: failing is left out: not here'])
  })
}

test('without the floor or the package there is no benchmark', async (t) => {
  for (const name of ['floor', 'psutil-native, promise']) {
    const contenders = [pretender('psutil', 1e6, []), failing(name)]
    await t.throwsAsync(measure({ name: 'work', group: 'group', contenders }, EFFORT, t.fail), {
      message: 'not here',
    })
  }
})

test('fewer rounds are spread over all', async (t) => {
  const contenders = [pretender('floor', 1e6, []), pretender('slow', 4e8, [])]
  const row = await measure({ name: 'work', group: 'group', contenders }, EFFORT, t.fail)
  const ran = row.contenders[1]?.rounds.map((each) => each !== null)
  t.deepEqual(ran, [true, false, false, false, false, true, false, false, false])
})

test('one that did fewer calls than it was asked for is not faster for it', async (t) => {
  const lazy: Contender = { name: 'lazy', run: () => ({ nanoseconds: 1e6, calls: 1 }) }
  const contenders = [lazy, pretender('floor', 1000, [])]
  const row = await measure({ name: 'work', group: 'group', contenders }, EFFORT, t.fail)
  t.is(row.contenders[0]?.rounds[0], 1e6)
})

test('answers that differ are no comparison', (t) => {
  const figures = (name: string, rows?: number) => ({ name, rounds: [], rows })
  const contenders = [
    figures('ours'),
    figures('floor', 100),
    figures('peer', 105),
    figures('other', 60),
    figures('few', 4),
  ]
  t.deepEqual(differences(contenders), ['other has 60 rows, floor has 100'])
  t.deepEqual(differences([]), [])
})

test('how many calls take so long', (t) => {
  t.is(callsPerRound(3e6, 2e6), 1)
  t.is(callsPerRound(1000, 2e6), 2000)
  t.is(callsPerRound(0, 100), 100)
})

test('what the command line asks for', (t) => {
  t.deepEqual(readArguments([]), { quick: false, only: [], peers: true, json: undefined })
  t.deepEqual(
    readArguments(['--quick', '--only', 'pids', '--only', 'wait', '--without-peers', '--json', 'x']),
    {
      quick: true,
      only: ['pids', 'wait'],
      peers: false,
      json: 'x',
    },
  )
  t.throws(() => readArguments(['--fast']))
  t.true(wanted('pids, 200', []) && wanted('pids, 200', ['x', 'pids']) && !wanted('wait', ['pids']))
})
