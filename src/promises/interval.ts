// Two looks, and the time between them.
import { checkInterval } from '../arguments.ts'
import { after } from '../patience.ts'
import { checkSignal, type SignalOptions, unlessAborted } from './answer.ts'

/** How long to measure. */
export interface IntervalOptions extends SignalOptions {
  /** Milliseconds, more than 0. The kernel's clocks of CPU time may tick as seldom as every 10 ms. */
  interval: number
}

/**
 * Looks now and when the interval is over. The program stays for it. If it is given up there is no second look.
 * @internal
 */
export async function twice<T>(options: IntervalOptions, look: () => T): Promise<[before: T, after: T]> {
  const patience = checkSignal(options)
  const { interval } = options
  checkInterval('options.interval', interval)
  const before = look()
  let stop = () => {}
  try {
    await unlessAborted(patience, () => {
      return new Promise<void>((resolve) => {
        stop = after(interval, resolve, true)
      })
    })
  } finally {
    stop()
  }
  return [before, look()]
}
