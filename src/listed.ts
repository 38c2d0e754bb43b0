// Which objects have been handed out for processes that still live.
import { AccessDeniedError } from './errors.ts'
import { Handle } from './handle.ts'

interface Entry<Process> {
  readonly handle: Handle
  readonly process: Process
  /** The number of the latest listing that had begun when one was over that had it. */
  seen: number
}

/** Lists of processes that have the same object for the same process while it lives. @internal */
export class Listed<Process> {
  readonly #make: (handle: Handle) => Process
  #known: ReadonlyMap<number, Entry<Process>> = new Map()
  #begun = 0

  constructor(make: (handle: Handle) => Process) {
    this.#make = make
  }

  /**
   * Begins a listing. What comes back makes objects of the handles that it found; of a process that may not be
   * looked at, its number.
   */
  begin(): (handles: Float64Array) => (Process | number)[] {
    this.#begun += 1
    const turn = this.#begun
    return (handles) => this.#end(turn, Handle.list(handles))
  }

  #end(turn: number, handles: Handle[]): (Process | number)[] {
    // Of two listings at the same time neither knows better: what one of them lacks may have begun or ended meanwhile.
    const stays = (entry: Entry<Process> | undefined) => entry !== undefined && entry.seen >= turn
    const present = new Map([...this.#known].filter(([, entry]) => stays(entry)))
    const list = handles.map((handle) => {
      if (!handle.isReadable) return handle.pid
      const before = this.#known.get(handle.pid)
      const isSame = before?.handle.equals(handle) === true
      const entry = isSame ? before : { handle, process: this.#make(handle), seen: 0 }
      if (isSame || !stays(before)) {
        entry.seen = this.#begun
        present.set(handle.pid, entry)
      }
      return entry.process
    })
    this.#known = present
    return list
  }
}

/** That hidepid hides a process. @internal */
export function hidden(pid: number): AccessDeniedError {
  return new AccessDeniedError(pid, `access to process ${pid} denied: procfs is mounted with hidepid`)
}
