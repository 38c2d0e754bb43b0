// Which process is meant: by its number, by the words for it, or as a child.
import { checkPid, invalidType } from '../arguments.ts'
import { NoSuchProcessError, unwrap } from '../errors.ts'
import { Handle } from '../handle.ts'
import { native } from '../native.ts'
import { pathsId } from '../paths.ts'

/** What `Process.fromChild` needs to know of a child: a `ChildProcess` of `node:child_process`. */
export interface ChildLike {
  /** `undefined` if it could not be started. */
  readonly pid?: number | undefined
  readonly exitCode: number | null
  readonly signalCode: string | null
}

/** The process with this number; this program without one. @internal */
export function withNumber(pid: number | undefined): Handle {
  if (pid !== undefined) checkPid(pid)
  return new Handle(unwrap(native.processOpen(pathsId(), pid)))
}

/** The process that an identity names. @internal */
export function withIdentity(identity: string): Handle {
  if (typeof identity !== 'string') throw invalidType('identity', 'a string', identity)
  return new Handle(unwrap(native.processFindIdentity(pathsId(), identity)))
}

/** The process of a child of this program. @internal */
export function ofChild(child: ChildLike): Handle {
  if (!isChild(child)) throw invalidType('child', 'a ChildProcess', child)
  const { pid, exitCode, signalCode } = child
  if (pid === undefined) throw new NoSuchProcessError(-1, 'the child could not be started')
  const reaped = `process ${pid} has ended and has been reaped`
  if (exitCode !== null || signalCode !== null) throw new NoSuchProcessError(pid, reaped)
  // A number is a child's own until it is reaped. libuv reaps at SIGCHLD, when the event loop turns: first every
  // child that has ended, then it tells of one after the other (`exitCode`, the event `exit`). So what runs
  // between two turns sees the truth; only a listener of one child's `exit` may see another that is reaped and
  // not told of. Deno tells later than it reaps. A number that was given away by then is hardly that of a child.
  const found = withNumber(pid)
  if (unwrap(native.processPpid(found.numbers)) !== process.pid) throw new NoSuchProcessError(pid, reaped)
  return found
}

function isChild(value: unknown): value is ChildLike {
  if (typeof value !== 'object' || value === null) return false
  if (!('exitCode' in value && 'signalCode' in value)) return false
  // Where not even a pipe could be had, Node leaves a child without the member.
  const pid = 'pid' in value ? value.pid : undefined
  return pid === undefined || typeof pid === 'number'
}
