// A question about all processes, in whatever form the answer is wanted.
import type { NativeProcesses } from '../../index.js'
import { isOn } from '../arguments.ts'
import {
  ATTRIBUTES,
  type Attribute,
  checkAttributes,
  checkTable,
  type OnError,
  type ProcessesOptions,
} from './attributes.ts'
import { columnsOf } from './columnar.ts'
import { rowsOf } from './rows.ts'

/** What is asked, and what becomes of the answer. @internal */
export interface Tabled {
  /** What the native module is given. */
  question: [places: Float64Array, withFailures: boolean, threads: number | undefined]
  /** Lays out its answer. */
  layOut(found: NativeProcesses): object
}

/** Checks a question about all processes. @internal */
export function tabled(attrs: Iterable<Attribute>, options: ProcessesOptions<OnError>): Tabled {
  const names = [...checkAttributes(attrs, options)]
  checkTable(options)
  const { onError = 'null', threads } = options
  const layOut = isOn(options, 'columnar') ? columnsOf : rowsOf
  return {
    question: [Float64Array.from(names, (name) => ATTRIBUTES.indexOf(name)), onError !== 'null', threads],
    layOut: (found) => layOut(found, names, onError),
  }
}
