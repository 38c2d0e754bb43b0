import { Process, PsutilError } from 'psutil-native'

/** What a call came to: `'ok'`, or the error. */
export interface Outcome {
  name: string
  code?: string
  message?: string
}

/** Methods that change the process. */
export const SIGNAL_METHODS: readonly string[] = ['suspend', 'resume', 'terminate', 'kill']

/** Members that do not ask the kernel about the process, each with the reason. */
export const EXEMPT: Readonly<Record<string, string>> = {
  constructor: 'not a member of the process',
  pid: 'the number that it had',
  identity: 'the identity that it had',
  equals: 'compares identities',
  toJSON: 'number and identity',
  toString: 'tells that the process has ended instead of throwing',
  isRunning: 'answers false instead of throwing',
  oneshot: 'reads nothing itself',
  wait: 'resolves once it has ended',
}

/** What members are called with that have to be given something. Nothing that does harm. */
export const ARGUMENTS: Readonly<Record<string, readonly unknown[]>> = {
  sendSignal: [0],
  setPriority: [19],
  setIoPriority: ['idle'],
  setCpuAffinity: [[]],
  getRlimit: ['nofile'],
  setRlimit: ['core', { soft: 0, hard: 0 }],
}

/** The same of the Process of promises. */
export const ARGUMENTS_OF_PROMISES: typeof ARGUMENTS = { ...ARGUMENTS, cpuPercent: [{ interval: 1 }] }

/** Every member of a process, those of the classes that it is built on among them. */
export function members(prototype: object = Process.prototype): string[] {
  const names = new Set<string>()
  for (let of = prototype; of !== Object.prototype; of = Object.getPrototypeOf(of)) {
    for (const name of Object.getOwnPropertyNames(of)) names.add(name)
  }
  return [...names]
}

/** Every member that asks the kernel, whatever will be added. */
export function askingMethods(): string[] {
  return members().filter((name) => !(name in EXEMPT))
}

/** Members that ask the kernel and leave the process as it is. */
export function readingMethods(): string[] {
  return askingMethods().filter((name) => !SIGNAL_METHODS.includes(name) && !name.startsWith('set'))
}

/** Whether an answer is read bit by bit. */
function isIterator(answer: unknown): answer is IterableIterator<unknown> {
  return typeof answer === 'object' && answer !== null && 'next' in answer
}

/** Calls a member, and reads its answer to the end. */
export function call(target: object, name: string, given = ARGUMENTS): unknown {
  const member: unknown = Reflect.get(target, name, target)
  if (typeof member !== 'function') return member
  const answer: unknown = Reflect.apply(member, target, given[name] ?? [])
  return isIterator(answer) ? [...answer] : answer
}

/** What all these calls came to. */
export async function outcomes(
  target: object,
  names: readonly string[],
  given = ARGUMENTS,
): Promise<Record<string, Outcome>> {
  const all: Record<string, Outcome> = {}
  for (const name of names) all[name] = await outcome(() => call(target, name, given))
  return all
}

/** What one call came to. */
export async function outcome(ask: () => unknown): Promise<Outcome> {
  try {
    await ask()
    return { name: 'ok' }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const { name, message } = error
    return error instanceof PsutilError ? { name, message, code: error.code } : { name, message }
  }
}

/** The names of the outcomes alone. */
export function namesOf(all: Record<string, Outcome>): Record<string, string> {
  return Object.fromEntries(Object.entries(all).map(([method, { name }]) => [method, name]))
}
