// The table of processes against the record of each, in what does not move. Run as a program it prints what
// differs, JSON.
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import {
  type Attribute,
  NoSuchProcessError,
  type Process,
  type PsutilError,
  processes,
  processIterAvailable,
} from 'psutil-native'

/** What stays as it is while a process does whatever it does. */
const STILL = [
  'identity',
  'ppid',
  'pgid',
  'sid',
  'name',
  'exe',
  'cmdline',
  'cwd',
  'root',
  'environ',
  'createTime',
  'rawCreateTime',
  'terminal',
  'hasTerminal',
  'username',
  'uids',
  'gids',
  'fsuid',
  'fsgid',
  'getGroups',
  'umask',
  'getPriority',
  'getIoPriority',
  'getCpuAffinity',
] as const satisfies Attribute[]

type Cells = Record<string, string>

interface Answers {
  identity: string
  errors: { [name: string]: PsutilError | undefined }
}

/** Each answer or error in words. */
function cells(row: Answers & { [name: string]: unknown }): Cells {
  return Object.fromEntries(
    STILL.map((name) => [
      name,
      row.errors[name] === undefined ? JSON.stringify(row[name]) : String(row.errors[name]),
    ]),
  )
}

function record(of: Process): [string, Cells][] {
  try {
    const row = of.toObject(STILL, { onError: 'collect' })
    // What a worker of the kernel is called tells what it did last.
    return row.name?.startsWith('kworker') ? [] : [[row.identity, cells({ ...row })]]
  } catch (error) {
    if (error instanceof NoSuchProcessError) return []
    throw error
  }
}

function records(): Map<string, Cells> {
  return new Map([...processIterAvailable()].flatMap(record))
}

/** How many processes have been compared, and what of them differs. */
export function compare(): { compared: number; different: string[] } {
  const before = records()
  const rows = processes(STILL, { onError: 'collect' })
  const table = new Map(rows.map((row) => [row.identity, cells({ ...row })]))
  const after = records()
  const different: string[] = []
  let compared = 0
  for (const [identity, cellsBefore] of before) {
    const cellsAfter = after.get(identity)
    if (cellsAfter === undefined) continue
    compared += 1
    for (const name of STILL) {
      const [was, is] = [cellsBefore[name], table.get(identity)?.[name]]
      if (isDeepStrictEqual(was, cellsAfter[name]) && is !== was)
        different.push(`${identity}: ${name}: ${is}, not ${was}`)
    }
  }
  return { compared, different }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(JSON.stringify(compare()))
