// What the native module tells about the machine: it writes the numbers into room of ours, and gives text in one
// piece (crates/node/src/machine.rs).
import type { NativeError, Stream } from '../index.js'
import { Cells } from './cells.ts'
import { unwrap } from './errors.ts'
import { pathsId } from './paths.ts'

/** Room for the numbers of one answer, which is read before the next question is asked. */
let room = new Float64Array(256)

/** Asks for a record of a few numbers. @internal */
export function askMachine<Answer>(
  question: (paths: number, room: Float64Array) => undefined | NativeError,
  read: (cells: Cells) => Answer,
  paths = pathsId(),
): Answer {
  unwrap(question(paths, room))
  return read(new Cells(room))
}

/** Asks for what is seldom asked for, and comes in room of its own. @internal */
export function askStream(question: (paths: number) => Stream | NativeError): Cells {
  return Cells.of(unwrap(question(pathsId())))
}

/** A question that is answered with rows. @internal */
export class Rows {
  readonly #question: (paths: number, room: Float64Array) => string | number | NativeError
  #text = ''
  #texts: string[] = []

  /** The native module gives the text, or says how much room it needs. */
  constructor(question: (paths: number, room: Float64Array) => string | number | NativeError) {
    this.#question = question
  }

  /** Asks, and makes something of the answer. */
  ask<Answer>(read: (cells: Cells) => Answer, paths = pathsId()): Answer {
    const texts = this.texts(paths)
    return read(new Cells(room, 0, texts))
  }

  /** Asks, and gives the texts: the same array as before if they are the same. The numbers are in {@link numbers}. */
  texts(paths = pathsId()): string[] {
    let text = unwrap(this.#question(paths, room))
    while (typeof text === 'number') {
      room = new Float64Array(text * 2)
      text = unwrap(this.#question(paths, room))
    }
    // Names of devices seldom change, and to take text apart takes longer than to compare it.
    if (text !== this.#text) {
      this.#text = text
      this.#texts = text.split('\0')
      this.#texts.pop() // what is behind the last NUL
    }
    return this.#texts
  }

  /** The numbers of the last answer, until something else is asked. */
  get numbers(): Float64Array {
    return room
  }
}

/** Adds the numbers of all rows to those of the first. @internal */
export function sumUp(numbers: Float64Array, rows: number, width: number): void {
  for (let at = width; at < rows * width; at += 1) {
    numbers[at % width] = (numbers[at % width] ?? 0) + (numbers[at] ?? 0)
  }
}
