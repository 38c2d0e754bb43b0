// `npm run test:kernels` must not pass where nothing was tested.
import test from 'ava'
import { ROOT } from './sources.ts'

interface Results {
  release: string
  runs: { passed?: number; failed?: number; ignored?: number }[]
  wrong: string[]
}
let newestPackage: (names: string[], series: string) => string | undefined
let readResults: (text: string, series: string, names: string[]) => Results
let SETTINGS: string[]
let USERS: string[]

test.before(async () => {
  const script = (name: string) => import(`${ROOT}scripts/test-kernels/${name}.mjs`)
  ;({ newestPackage } = await script('debian'))
  ;({ readResults, SETTINGS, USERS } = await script('results'))
})

const summary = (passed: number, failed: number) =>
  `test result: ok. ${passed} passed; ${failed} failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s`

/** What init prints of one test binary. */
function printed({ result = summary(2, 0), status = 0, last = '== done\n' } = {}): string {
  const runs = SETTINGS.flatMap((setting) =>
    USERS.map((user) => {
      const which = `${setting} ${user} live`
      return `== begin ${which}\n${result}\n\n== end ${which} ${status}\n`
    }),
  )
  return `== kernel 6.1.0-56-cloud-amd64\n${runs.join('')}${last}`
}

const wrong = (text: string, series = '6.1', names = ['live']): string[] =>
  readResults(text, series, names).wrong

test('tests that passed everywhere are right', (t) => {
  const { release, runs, wrong } = readResults(printed(), '6.1', ['live'])
  t.deepEqual(wrong, [])
  t.is(release, '6.1.0-56-cloud-amd64')
  t.is(runs.length, 4)
  t.like(runs[0], { passed: 2, failed: 0, ignored: 1 })
})

test('what failed, was killed, ran nothing or never began is wrong', (t) => {
  t.is(wrong(printed({ result: summary(1, 1), status: 101 })).length, 4)
  t.is(wrong(printed({ result: 'test a ... ', status: 137 })).length, 4)
  t.is(wrong(printed({ result: summary(0, 0) })).length, 4)
  t.is(wrong(printed(), '6.1', ['live', 'wait']).length, 4)
  t.is(wrong(printed(), '6.1', []).length, 1)
})

test('a kernel that panics or hangs is wrong at every line', (t) => {
  const lines = printed().split('\n').slice(0, -1)
  for (let end = 0; end < lines.length; end += 1) {
    t.true(wrong(`${lines.slice(0, end).join('\n')}\n`).length > 0, `${end}`)
  }
})

test('another kernel, or a module that it lacks, is wrong', (t) => {
  t.deepEqual(wrong(printed(), '6.12'), ['kernel 6.1.0-56-cloud-amd64 instead of 6.12'])
  t.deepEqual(wrong(printed({ last: '== missing unix_diag.ko\n== done\n' })), ['no module unix_diag.ko'])
})

test('the newest package of a series, signed if it can be', (t) => {
  const names = [
    'linux-image-6.1.0-9-cloud-amd64',
    'linux-image-6.1.0-56-cloud-amd64',
    'linux-image-6.1.0-56-cloud-amd64-unsigned',
    'linux-image-6.1.0-56-cloud-amd64-dbg',
    'linux-image-6.1.0-57-amd64',
    'linux-image-6.12-cloud-amd64',
    'linux-image-6.12.100+deb12-cloud-amd64',
    'linux-image-6.12.117+deb12-cloud-amd64-unsigned',
  ]
  t.is(newestPackage(names, '6.1'), 'linux-image-6.1.0-56-cloud-amd64')
  t.is(newestPackage(names, '6.12'), 'linux-image-6.12.117+deb12-cloud-amd64-unsigned')
  t.is(newestPackage(names, '6.18'), undefined)
})
