// What takes part, and what comes of it.

/** How long it took to do a thing, in nanoseconds, and how many rows the answer had. */
export interface Sample {
  nanoseconds: number
  /** How often, if not as often as was asked. */
  calls?: number | undefined
  rows?: number | undefined
}

/** Somebody who does the work. */
export interface Contender {
  name: string
  run(times: number): Sample | Promise<Sample>
}

/** What all are measured by. */
export const FLOOR = 'floor'
/** The package as it is called by default. */
export const OURS = 'psutil-native'

/** One line of a table: a piece of work, and who does it. */
export interface Workload {
  /** What goals name it. */
  name: string
  group: string
  contenders: Contender[]
}

/** What the figures of a row are. */
export type Unit = 'nanoseconds' | 'bytes'

/** Figures of one contender, one for each round in which it ran. */
export interface Figures {
  name: string
  rounds: (number | null)[]
  /** How many rows its last answer had. */
  rows?: number | undefined
}

/** What was measured of a piece of work. */
export interface Row {
  name: string
  group: string
  unit: Unit
  contenders: Figures[]
}

/** A contender that is called right here. */
export function local(name: string, call: () => unknown): Contender {
  return {
    name,
    run(times) {
      let answer: unknown
      const begin = process.hrtime.bigint()
      for (let done = 0; done < times; done += 1) answer = call()
      const nanoseconds = Number(process.hrtime.bigint() - begin)
      return { nanoseconds, rows: Array.isArray(answer) ? answer.length : undefined }
    },
  }
}

/** One that answers later. Each call begins once the one before it is done. */
export function promised(name: string, call: () => Promise<unknown>): Contender {
  return {
    name,
    async run(times) {
      let answer: unknown
      const begin = process.hrtime.bigint()
      for (let done = 0; done < times; done += 1) answer = await call()
      const nanoseconds = Number(process.hrtime.bigint() - begin)
      return { nanoseconds, rows: Array.isArray(answer) ? answer.length : undefined }
    },
  }
}
