// The one file that requires the native module.
import type * as Native from '../index.js'
import load from '../native.cjs'
import { NativeBindingError } from './errors.ts'

function loadOrExplain(): typeof Native {
  try {
    return load()
  } catch (cause) {
    throw new NativeBindingError(cause)
  }
}

export const native: typeof Native = loadOrExplain()
