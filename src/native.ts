// The one file that requires the native module.
import type * as Native from '../index.js'
import load from '../native.cjs'
import { explain } from './native-failure.ts'

function loadOrExplain(): typeof Native {
  try {
    return load()
  } catch (failure) {
    throw explain(failure as load.Failure)
  }
}

export const native: typeof Native = loadOrExplain()
