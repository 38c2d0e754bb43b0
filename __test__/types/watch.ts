// Watching processes, as a program under --strict sees it. Compiled, never run.
import {
  type ExitStatus,
  type Process,
  type ProcessEvent,
  type ProcessStartEvent,
  type ProcessWatch,
  type Signal,
  type WatchOptions,
  type WatchSource,
  watchProcesses,
} from 'psutil-native'
import { is } from './check.ts'

export async function watching(signal: AbortSignal, options: WatchOptions): Promise<void> {
  watchProcesses(options)
  await using watch = watchProcesses({ interval: 100, signal })
  is<ProcessWatch>()(watch)
  is<WatchSource>()(watch.source)
  for await (const event of watch) {
    is<ProcessEvent>()(event)
    is<number>()(event.time)
    if (event.type === 'overflow') continue
    is<number>()(event.pid)
    is<Process | null>()(event.process)
    if (event.type === 'start') {
      is<ProcessStartEvent>()(event)
      is<number | null>()(event.ppid)
    } else {
      is<ExitStatus | null>()(event.status)
      is<number | null | undefined>()(event.status?.exitCode)
      is<Signal | null | undefined>()(event.status?.signalCode)
    }
  }
  const { done, value } = await watch.next()
  is<boolean | undefined>()(done)
  is<ProcessEvent | undefined>()(value)
  // @ts-expect-error: an overflow is about no process
  value?.pid
  // @ts-expect-error: it is what it is
  watch.source = 'polling'
  // @ts-expect-error: milliseconds
  watchProcesses({ interval: '1' })
}
