// npm run bench                          everything, ten minutes or so
// npm run bench -- --quick               less of everything, under two minutes once the peers are installed
// npm run bench -- --only processes      only groups and rows whose names hold this; may be repeated
// npm run bench -- --without-peers       the package and the floor alone
// npm run bench -- --json file           the results elsewhere than in benchmark/results.json
//
// Progress goes to standard error, the report to standard output. Goals that are missed do not fail.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Arguments, readArguments, wanted } from './arguments.ts'
import type { Row, Workload } from './contender.ts'
import { Floor } from './floor.ts'
import { judge } from './goals.ts'
import { machine, machineLine } from './machine.ts'
import { type Effort, measure } from './measure.ts'
import { loadOurs } from './ours.ts'
import { HERE } from './paths.ts'
import { commandOf, commandVersions } from './peers/commands.ts'
import { installPeers } from './peers/install.ts'
import { Peer } from './peers/peer.ts'
import { goalTable, tables } from './report.ts'
import { type Bench, GROUPS } from './workloads/all.ts'

const QUICK: Effort = { rounds: 9, fewest: 2, budget: 1000 }
const FULL: Effort = { rounds: 15, fewest: 3, budget: 6000 }

function tell(text: string): void {
  process.stderr.write(`${text}\n`)
}

interface Everybody {
  peers: Peer[]
  programs: Record<string, string | undefined>
  absent: Record<string, string>
}

async function gather(asked: Arguments): Promise<Everybody> {
  if (!asked.peers) return { peers: [], programs: {}, absent: {} }
  const { launches, absent } = installPeers(tell)
  const peers: Peer[] = []
  for (const launch of launches) {
    try {
      peers.push(await Peer.start(launch))
    } catch (error) {
      absent[launch.args.at(-1) ?? launch.command] = String(error)
    }
  }
  const programs = commandVersions()
  for (const [name, version] of Object.entries(programs))
    if (version === undefined) absent[name] = 'not found'
  return { peers, programs, absent }
}

async function run(asked: Arguments, { peers, programs }: Everybody): Promise<Row[]> {
  const effort = asked.quick ? QUICK : FULL
  const floor = new Floor()
  const rows: Row[] = []
  let group = ''
  const isWanted = (name: string) => wanted(group, asked.only) || wanted(name, asked.only)
  const bench: Bench = {
    ours: await loadOurs(),
    floor,
    peers,
    quick: asked.quick,
    rounds: effort.rounds,
    tell,
    isWanted,
    others: (workload, pid = 0) => [
      floor.of(workload, pid),
      ...peers.flatMap((peer) => peer.of(workload, pid)),
      ...commandOf(workload, programs),
    ],
    async measure(workload: Workload) {
      if (!isWanted(workload.name)) return
      const begin = performance.now()
      rows.push(await measure(workload, effort, tell))
      tell(`${workload.name} (${((performance.now() - begin) / 1000).toFixed(1)} s)`)
    },
    add: (row) => {
      if (isWanted(row.name)) rows.push(row)
    },
  }
  for (const [name, fill] of Object.entries(GROUPS)) {
    group = name
    await fill(bench, group)
  }
  return rows
}

const asked = readArguments(process.argv.slice(2))
const where = machine()
const everybody = await gather(asked)
const rows = await run(asked, everybody)
for (const peer of everybody.peers) peer[Symbol.dispose]()

const verdicts = judge(rows)
const versions = Object.fromEntries(everybody.peers.map(({ name, version }) => [name, version]))
const report = {
  command: ['npm run bench --', ...process.argv.slice(2)].join(' ').replace(/ --$/, ''),
  machine: where,
  peers: { ...versions, ...everybody.programs },
  absent: everybody.absent,
  rows,
  goals: verdicts,
}
writeFileSync(asked.json ?? join(HERE, 'results.json'), `${JSON.stringify(report, null, 2)}\n`)

const present = Object.entries(report.peers).filter(([, version]) => version !== undefined)
const here = present.map(([name, version]) => `${name} ${version?.replace(`${name} `, '')}`)
const away = Object.entries(everybody.absent).map(([name, reason]) => `${name} (${reason})`)
const head = [
  `\`${report.command}\`: ${machineLine(where)}.`,
  here.length > 0 && `Peers: ${here.join(', ')}.`,
  away.length > 0 && `Absent: ${away.join(', ')}.`,
].filter((line) => line !== false)
process.stdout.write(`${head.join(' ')}\n\n${tables(rows)}\n\n### goals\n\n${goalTable(verdicts, rows)}\n`)
