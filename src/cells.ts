// Rows of which each part may be of another kind, or missing: read in the order in which crates/node/src/cells.rs
// wrote them.
import type { Stream, Table } from '../index.js'
import { joined, NOTHING } from './table.ts'

/** A field that this platform lacks. */
const LACKING = -Infinity

/** Cells that are read one after the other. @internal */
export class Cells {
  readonly #numbers: Float64Array
  readonly #text: string[]
  readonly #tables: Table[]
  #number: number
  #cell = 0
  #table = 0

  /** Those in a stream. */
  static of({ numbers, text, tables }: Stream): Cells {
    return new Cells(numbers, 0, text.split('\0'), tables)
  }

  /** Numbers from a place on; texts and tables from the first. */
  constructor(numbers: Float64Array, from = 0, text: string[] = [], tables: Table[] = []) {
    this.#numbers = numbers
    this.#number = from
    this.#text = text
    this.#tables = tables
  }

  /** A number that is always there. */
  number(): number {
    const number = this.#numbers[this.#number] ?? Number.NaN
    this.#number += 1
    return number
  }

  /** A number, or `null` where there is none. */
  numberOrNull(): number | null {
    const number = this.number()
    return Number.isNaN(number) ? null : number
  }

  /** A number or `null`; `undefined` where the platform has no such field. */
  field(): number | null | undefined {
    const number = this.numberOrNull()
    return number === LACKING ? undefined : number
  }

  /** A number of 64 bits, rounded unless it is wanted as bigint. */
  exact(asBigInt: boolean): number | bigint {
    return joined(this.number(), this.number(), asBigInt)
  }

  /** The same, or `null` where there is none. */
  exactOrNull(asBigInt: boolean): number | bigint | null {
    const [upper, lower] = [this.numberOrNull(), this.number()]
    return upper === null ? null : joined(upper, lower, asBigInt)
  }

  /** Yes or no. */
  flag(): boolean {
    return this.number() === 1
  }

  /** Yes or no, or `null` where neither is known. */
  flagOrNull(): boolean | null {
    const number = this.numberOrNull()
    return number === null ? null : number === 1
  }

  /** Text that is always there. */
  text(): string {
    const text = this.#text[this.#cell] ?? ''
    this.#cell += 1
    return text
  }

  /** Text, or `null` where there is none. */
  textOrNull(): string | null {
    const text = this.text()
    return text === NOTHING ? null : text
  }

  /** So many items. */
  items<Item>(count: number, read: (cells: Cells) => Item): Item[] {
    const items = new Array<Item>(count)
    for (let at = 0; at < count; at += 1) items[at] = read(this)
    return items
  }

  /** A list: how many there are, and each of them. */
  list<Item>(read: (cells: Cells) => Item): Item[] {
    return this.items(this.number(), read)
  }

  /** What is itself a table. */
  table(): Table {
    const table = this.#tables[this.#table]
    this.#table += 1
    if (table === undefined) throw new RangeError('no table is left')
    return table
  }
}

/** A record as it was read, where a field that the platform lacks is `undefined`. */
type AsRead<Fields> = { [Name in keyof Fields]: Fields[Name] | undefined }

/**
 * A record that was read in one literal, which is much faster than {@link put} and has all fields; those that the
 * platform lacks are taken out again, if it lacks any. @internal
 */
export function without<Fields extends object>(lacks: boolean, record: AsRead<Fields>): Fields {
  if (lacks) {
    const fields: Record<string, unknown> = record
    for (const name of Object.keys(fields)) if (fields[name] === undefined) delete fields[name]
  }
  return record as Fields
}

/** Reads a field into a record, which has none where the platform has none. @internal */
export function put<Name extends string>(
  record: { [Field in Name]?: number | null },
  name: Name,
  cells: Cells,
): void {
  const field = cells.field()
  if (field !== undefined) record[name] = field
}
