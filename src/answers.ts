// Answers of threads of ours, which call back with the number of the question (crates/node/src/answers.rs).
import type { NativeError } from '../index.js'

/** The questions that have been asked and not answered. @internal */
export class Answers<Answer> {
  readonly #asked = new Map<number, (answer: Answer | NativeError) => void>()
  readonly #cancel: (question: number) => void

  /** `cancel` gives up a question. */
  constructor(cancel: (question: number) => void) {
    this.#cancel = cancel
  }

  /** What the native module is to call back. */
  readonly told = (question: number, answer: Answer | NativeError): void => {
    const tell = this.#asked.get(question)
    this.#asked.delete(question)
    tell?.(answer)
  }

  /** Tells the answer to a question once it is there; gives what gives it up. */
  await(question: number, tell: (answer: Answer | NativeError) => void): () => void {
    this.#asked.set(question, tell)
    return () => {
      if (this.#asked.delete(question)) this.#cancel(question)
    }
  }
}
