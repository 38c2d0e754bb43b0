// Reads what init printed.

/** As what init runs each test: see there. */
export const SETTINGS = ['without-diag', 'with-diag']
export const USERS = ['root', '65534']

const SUMMARY = /^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;/m

/**
 * The runs, and everything that is wrong with them: where nothing is, the tests passed.
 * `names` are those of the test binaries that were to run.
 */
export function readResults(text, series, names) {
  const wrong = []
  const release = /^== kernel (\S+)$/m.exec(text)?.[1] ?? 'none'
  if (!release.startsWith(`${series}.`)) wrong.push(`kernel ${release} instead of ${series}`)
  for (const [, module] of text.matchAll(/^== missing (\S+)$/gm)) wrong.push(`no module ${module}`)
  if (names.length === 0) wrong.push('no test was to run')

  const runs = []
  for (const setting of SETTINGS) {
    for (const user of USERS) {
      for (const name of names) {
        const run = readRun(text, `${setting} ${user} ${name}`)
        runs.push({ setting, user, name, ...run })
        if (run.wrong) wrong.push(`${name} as ${user}, ${setting}: ${run.wrong}`)
      }
    }
  }
  if (!/^== done$/m.test(text)) wrong.push('it did not come to the end')
  return { release, runs, wrong }
}

function readRun(text, which) {
  const begin = text.indexOf(`== begin ${which}\n`)
  if (begin === -1) return { output: '', wrong: 'did not begin' }
  const rest = text.slice(begin)
  const end = new RegExp(`^== end ${which} (\\d+)$`, 'm').exec(rest)
  if (end === null) return { output: rest, wrong: 'did not end' }
  const output = rest.slice(0, end.index)
  const [passed, failed, ignored] = SUMMARY.exec(output)?.slice(1).map(Number) ?? []
  const run = { output, passed, failed, ignored }
  if (end[1] !== '0') return { ...run, wrong: `ended with ${end[1]}` }
  if (!(passed > 0)) return { ...run, wrong: 'ran no test: if it has none here, leave it out by name' }
  return run
}
