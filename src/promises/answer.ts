// An answer that is worked out on another thread, and who no longer waits for it.
import type { NativeError, Stream } from '../../index.js'
import { checkOptions } from '../arguments.ts'
import { Cells } from '../cells.ts'
import { unwrap } from '../errors.ts'
import { pathsId } from '../paths.ts'
import { checkPatience, type Patience, patiently } from '../patience.ts'

/** Whether it is still wanted. */
export interface SignalOptions {
  /** Gives up when it is aborted: the Promise rejects with its reason. */
  signal?: AbortSignal | undefined
}

/** Checks options, and gives up at once if that is told already. @internal */
export function checkSignal(options: SignalOptions): Patience {
  checkOptions(options)
  // What is under way on another thread keeps the program alive by itself.
  return checkPatience({ signal: options.signal, ref: false })
}

/** What comes of something, unless it is given up before; then it goes on unheard. @internal */
export async function unlessAborted<T>(patience: Patience, begin: () => Promise<T>): Promise<T> {
  return await patiently<T>(patience, undefined, ({ resolve, reject }) => {
    begin().then(resolve, reject)
    return () => {}
  })
}

/** An answer of the native module from another thread, or the error that it stands for, thrown. @internal */
export async function answer<T>(options: SignalOptions, begin: () => Promise<T | NativeError>): Promise<T> {
  return unwrap(await unlessAborted(checkSignal(options), begin))
}

/** An answer that comes in cells. @internal */
export async function cellsOf(
  options: SignalOptions,
  question: (paths: number) => Promise<Stream | NativeError>,
): Promise<Cells> {
  return Cells.of(await answer(options, () => question(pathsId())))
}
