// Everything that is measured, in the order of the report.
import type { Row, Workload } from '../contender.ts'
import type { Floor } from '../floor.ts'
import type { Ours } from '../ours.ts'
import type { Peer } from '../peers/peer.ts'
import { connections } from './connections.ts'
import { loading } from './loading.ts'
import { mappings } from './mappings.ts'
import { oneProcess } from './one-process.ts'
import { processes } from './processes.ts'
import { rowsToJavaScript } from './rows.ts'
import { system } from './system.ts'
import { top } from './top.ts'
import { waiting } from './waiting.ts'

/** What all pieces of work are made with. */
export interface Bench {
  ours: Ours
  floor: Floor
  peers: Peer[]
  quick: boolean
  /** The floor, and everybody else who can do that: ours go between them. */
  others(workload: string, pid?: number): Workload['contenders']
  /** Measures one piece of work, if it was asked for. */
  measure(workload: Workload): Promise<void>
  /** Whether a row of the present group was asked for, so that its scenery need not be set in vain. */
  isWanted(row: string): boolean
  /** Takes in what was measured in another way. */
  add(row: Row): void
  /** How often what takes long on its own is repeated. */
  rounds: number
  tell(text: string): void
}

/** A table: its name, and what fills it. */
export const GROUPS: Record<string, (bench: Bench, group: string) => Promise<void>> = {
  processes,
  'one process': oneProcess,
  system,
  connections,
  mappings,
  waiting,
  rows: rowsToJavaScript,
  loading,
  top,
}
