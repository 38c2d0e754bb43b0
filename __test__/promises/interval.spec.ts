import test from 'ava'
import { twice } from '../../src/promises/interval.ts'
import { run } from '../helpers/program.ts'

test('a look before and a look after', async (t) => {
  const begun = performance.now()
  let looks = 0
  const look = () => {
    looks += 1
    return performance.now()
  }
  const [before, after] = await twice({ interval: 50 }, look)
  t.is(looks, 2)
  t.true(before >= begun)
  // A timer may be a millisecond early by this clock.
  t.true(after - before >= 49, `${after - before}`)
})

test('what is no interval', async (t) => {
  let looks = 0
  const look = () => {
    looks += 1
  }
  for (const interval of [0, -1, Number.NaN, Infinity, -Infinity]) {
    await t.throwsAsync(twice({ interval }, look), {
      instanceOf: RangeError,
      code: 'ERR_OUT_OF_RANGE',
      message: /"options\.interval"/,
    })
  }
  for (const interval of ['1', null, 1n, undefined]) {
    await t.throwsAsync(twice({ interval } as never, look), {
      instanceOf: TypeError,
      code: 'ERR_INVALID_ARG_TYPE',
      message: /"options\.interval"/,
    })
  }
  await t.throwsAsync(twice(undefined as never, look), { instanceOf: TypeError })
  t.is(looks, 0)
})

test('given up meanwhile, it does not look again', async (t) => {
  const abort = new AbortController()
  let looks = 0
  const look = () => {
    looks += 1
  }
  const measured = twice({ interval: 1, signal: abort.signal }, look)
  abort.abort('enough')
  t.is(await measured.catch((reason: unknown) => reason), 'enough')
  await new Promise((resolve) => setTimeout(resolve, 5))
  t.is(looks, 1)
})

test('longer than a timer of Node can run', async (t) => {
  const abort = new AbortController()
  let looks = 0
  const look = () => {
    looks += 1
  }
  const measured = twice({ interval: 2 ** 40, signal: abort.signal }, look)
  setTimeout(() => abort.abort('long enough'), 20)
  t.is(await measured.catch((reason: unknown) => reason), 'long enough')
  t.is(looks, 1)
})

test('what cannot be looked at: its error, before or after', async (t) => {
  let looks = 0
  const look = (failing: number) => () => {
    looks += 1
    if (looks === failing) throw new Error(`look ${failing}`)
  }
  await t.throwsAsync(twice({ interval: 1 }, look(1)), { message: 'look 1' })
  looks = 0
  await t.throwsAsync(twice({ interval: 1 }, look(2)), { message: 'look 2' })
})

test('the program stays for it, and not for one that was given up', async (t) => {
  const program = (rest: string) => `
    import { twice } from './src/promises/interval.ts'
    ${rest}`
  t.is(await run(program("twice({ interval: 30 }, () => {}).then(() => console.log('over'))")), 'over\n')
  const givenUp = `const abort = new AbortController()
    twice({ interval: 3_600_000, signal: abort.signal }, () => {}).catch((reason) => console.log(reason))
    abort.abort('enough')`
  t.is(await run(program(givenUp)), 'enough\n')
})
