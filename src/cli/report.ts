// What the commands have in common that are answered by one look at the machine.
import type { Span } from './style.ts'

/** What a command found out. */
export interface Report {
  /** For `--json`. */
  readonly data: object
  /** For people, in so many columns; `Infinity`: nothing is cut off. */
  view(columns: number): Span[][]
}

/** Why something is `null`, as JSON has it. */
export interface Failure {
  readonly code: string
  readonly message: string
}
