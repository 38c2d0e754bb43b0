// What of a process can be set, apart from how it is read.
import type { IoPriority, IoPriorityClass, ResourceLimits } from '../../index.js'
import { checkInteger, invalidType, invalidValue, outOfRange } from '../arguments.ts'
import { native } from '../native.ts'
import { type Resource, resourceNumber } from '../resources.ts'
import { ask } from './known.ts'
import { Opened } from './opened.ts'

const IO_CLASSES: readonly IoPriorityClass[] = ['none', 'realtime', 'best-effort', 'idle']
/** The middle of 0 to 7, as the kernel and ionice(1) have it. */
const USUAL_IO_VALUE = 4
/** More CPUs than any kernel can be built for. */
const LAST_CPU = 2 ** 20 - 1

/** Priorities, CPUs and limits. Setters reach this process and no other, or throw. */
export abstract class Adjusted extends Opened {
  /**
   * Whether `setRlimit` sets both limits at once. NetBSD sets one after the other.
   *
   * Availability: Linux, FreeBSD, NetBSD.
   */
  static readonly rlimitIsAtomic: boolean = process.platform !== 'netbsd'

  /** The nice value: −20 (first) to 19 (last). On Linux that of its first thread, as is what is set. */
  getPriority(): number {
    return ask(this, native.processPriority)
  }

  /**
   * Sets the nice value.
   *
   * @throws {RangeError} unless it is from −20 to 19
   * @throws {AccessDeniedError} for lower values than now without `CAP_SYS_NICE` (see `getRlimit('nice')`)
   */
  setPriority(priority: number): void {
    checkInteger('priority', priority)
    if (priority < -20 || priority > 19) throw outOfRange('priority', '>= -20 and <= 19', priority)
    ask(this, native.processSetPriority, priority)
  }

  /**
   * The I/O priority.
   *
   * Availability: Linux.
   */
  getIoPriority(): IoPriority {
    return ask(this, native.processIoPriority)
  }

  /**
   * Sets the I/O priority: a class and, for `'realtime'` and `'best-effort'`, a value from 0 (first) to 7 (last),
   * by default 4.
   *
   * @throws {TypeError} if there is no such class, or a value for a class that has none
   * @throws {RangeError} unless the value is from 0 to 7
   * @throws {AccessDeniedError} for `'realtime'` without `CAP_SYS_NICE`, and for processes of other users
   *
   * Availability: Linux.
   */
  setIoPriority(ioClass: IoPriorityClass, value?: number): void {
    if (!IO_CLASSES.includes(ioClass)) {
      throw invalidValue('ioClass', `one of ${IO_CLASSES.map((each) => `'${each}'`).join(', ')}`, ioClass)
    }
    const hasValue = ioClass === 'realtime' || ioClass === 'best-effort'
    if (value !== undefined) {
      checkInteger('value', value)
      if (!hasValue) throw invalidValue('value', `left out for the class '${ioClass}'`, value)
      if (value < 0 || value > 7) throw outOfRange('value', '>= 0 and <= 7', value)
    }
    ask(this, native.processSetIoPriority, ioClass, hasValue ? (value ?? USUAL_IO_VALUE) : 0)
  }

  /**
   * The numbers of the CPUs that it may use, in ascending order. On Linux those of its first thread.
   *
   * Availability: Linux, FreeBSD.
   */
  getCpuAffinity(): number[] {
    return [...ask(this, native.processCpuAffinity)]
  }

  /**
   * Sets the CPUs that it may use; an empty list means all that its cpuset allows. On Linux for its first thread
   * and for those that it starts from then on. The kernel leaves out CPUs that the cpuset forbids, and refuses if
   * none is left.
   *
   * @throws {TypeError} unless all are integers
   * @throws {RangeError} if one is not online, or none is allowed
   * @throws {AccessDeniedError} for processes of other users
   *
   * Availability: Linux, FreeBSD.
   */
  setCpuAffinity(cpus: Iterable<number>): void {
    if (typeof cpus !== 'object' || cpus === null || !(Symbol.iterator in cpus)) {
      throw invalidType('cpus', 'an iterable of integers', cpus)
    }
    const numbers = [...cpus]
    for (const cpu of numbers) {
      checkInteger('cpus', cpu)
      if (cpu < 0 || cpu > LAST_CPU) throw outOfRange('cpus', 'the numbers of CPUs that are online', cpu)
    }
    ask(this, native.processSetCpuAffinity, Float64Array.from(numbers))
  }

  /**
   * A resource limit: `getRlimit('nofile')`. In the unit of the resource: bytes, seconds (`'cpu'`), microseconds
   * (`'rttime'`), or a count. `Infinity` is unlimited.
   *
   * @throws {TypeError} if this system has no such resource
   *
   * Availability: Linux, FreeBSD, NetBSD.
   */
  getRlimit(resource: Resource): ResourceLimits {
    return ask(this, native.processRlimit, resourceNumber(resource))
  }

  /**
   * Sets a resource limit, the soft and the hard one at once.
   *
   * @throws {TypeError} if this system has no such resource
   * @throws {RangeError} unless both are whole numbers from 0 or `Infinity`, the soft one not above the hard one
   * @throws {AccessDeniedError} if the hard limit is raised without `CAP_SYS_RESOURCE`
   *
   * Availability: Linux, FreeBSD, NetBSD.
   */
  setRlimit(resource: Resource, limits: ResourceLimits): void {
    const number = resourceNumber(resource)
    if (typeof limits !== 'object' || limits === null) throw invalidType('limits', 'an object', limits)
    const { soft, hard } = limits
    checkLimit('limits.soft', soft)
    checkLimit('limits.hard', hard)
    if (soft > hard) throw outOfRange('limits.soft', `<= limits.hard (${hard})`, soft)
    const raw = (limit: number) => (limit === Number.POSITIVE_INFINITY ? null : limit)
    ask(this, native.processSetRlimit, number, raw(soft), raw(hard))
  }
}

function checkLimit(name: string, limit: number): void {
  if (typeof limit !== 'number') throw invalidType(name, 'a number', limit)
  if (limit === Number.POSITIVE_INFINITY) return
  if (!Number.isSafeInteger(limit) || limit < 0) {
    throw outOfRange(name, `a whole number >= 0 and <= ${Number.MAX_SAFE_INTEGER}, or Infinity`, limit)
  }
}
