// The system's own programs, run as a user runs them: started, waited for, and all that they say read.
import { spawnSync } from 'node:child_process'
import type { Contender } from '../contender.ts'

/** How a program is asked for what a piece of work wants, if it can tell. */
const QUESTIONS: Record<string, string[]> = {
  pids: ['ps', '-eo', 'pid='],
  processes: ['ps', '-eo', 'pid=,ppid=,comm=,stat=,user=,cputimes=,rss=,vsz=,nlwp=,lstart=,args='],
  processesStat: ['ps', '-eo', 'pid=,ppid=,comm=,stat=,cputimes=,nlwp=,lstart='],
  connections: ['ss', '-tunapH'],
  connectionsWithoutPid: ['ss', '-tunaH'],
  connectionsListen: ['ss', '-tlnH'],
}

const VERSIONS: Record<string, string[]> = { ps: ['ps', '--version'], ss: ['ss', '-V'] }

function run([command = '', ...args]: string[]): string {
  const { stdout, error, status } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 28 })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${command} has failed`)
  return stdout
}

/** The programs that this system has, with what they say of their version; `undefined` for those that it lacks. */
export function commandVersions(): Record<string, string | undefined> {
  const found = Object.entries(VERSIONS).map(([name, question]): [string, string | undefined] => {
    try {
      return [name, /[a-z][a-z\d]+(-ng)?[ -]\d[\d.]*/.exec(run(question))?.[0] ?? 'of an unknown version']
    } catch {
      return [name, undefined]
    }
  })
  return Object.fromEntries(found)
}

/** The program that does this, as a contender. */
export function commandOf(workload: string, versions: Record<string, string | undefined>): Contender[] {
  const question = QUESTIONS[workload]
  const [name = ''] = question ?? []
  if (question === undefined || versions[name] === undefined) return []
  return [
    {
      name,
      run(times) {
        let said = ''
        const begin = process.hrtime.bigint()
        for (let done = 0; done < times; done += 1) said = run(question)
        const nanoseconds = Number(process.hrtime.bigint() - begin)
        return { nanoseconds, rows: said.trim().split('\n').length }
      },
    },
  ]
}
