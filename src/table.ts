// Rows that crossed as numbers and text (crates/node/src/table.rs), made objects here: a tenth of the price.
import type { Table } from '../index.js'

/** What stands in a cell of text that holds nothing. @internal */
export const NOTHING = '\x18\x1A'

/** A table that is read by column and row. @internal */
export class Columns {
  readonly #length: number
  readonly #numbers: Float64Array
  readonly #cells: string[]
  /** How many numbers and how many texts a row has. */
  readonly #width: number
  readonly #texts: number

  constructor(table: Table) {
    this.#length = table.rows
    this.#numbers = table.numbers
    this.#cells = table.text.split('\0')
    this.#width = this.#numbers.length / this.#length
    this.#texts = (this.#cells.length - 1) / this.#length
  }

  /** How many texts a row has; NaN where there are no rows. */
  get texts(): number {
    return this.#texts
  }

  /** Makes an object of each row. */
  rows<Row>(make: (row: number) => Row): Row[] {
    const rows = new Array<Row>(this.#length)
    for (let row = 0; row < this.#length; row += 1) rows[row] = make(row)
    return rows
  }

  /** A number that is always there. */
  number(column: number, row: number): number {
    return this.#numbers[row * this.#width + column] ?? Number.NaN
  }

  /** A number, or `null` where there is none. */
  numberOrNull(column: number, row: number): number | null {
    const number = this.number(column, row)
    return Number.isNaN(number) ? null : number
  }

  /** A number of 64 bits in two columns, rounded unless it is wanted as bigint, or `null` where there is none. */
  exactOrNull(column: number, row: number, asBigInt: boolean): number | bigint | null {
    const upper = this.numberOrNull(column, row)
    return upper === null ? null : joined(upper, this.number(column + 1, row), asBigInt)
  }

  /** Text that is always there. */
  text(column: number, row: number): string {
    return this.#cells[row * this.#texts + column] ?? ''
  }

  /** Text, or `null` where there is none. */
  textOrNull(column: number, row: number): string | null {
    const text = this.text(column, row)
    return text === NOTHING ? null : text
  }
}

/** The halves of a number of 64 bits as one, rounded unless it is wanted as bigint. @internal */
export function joined(upper: number, lower: number, asBigInt: boolean): number | bigint {
  return asBigInt ? (BigInt(upper) << 32n) | BigInt(lower) : upper * 2 ** 32 + lower
}
