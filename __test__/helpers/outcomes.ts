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
}

/** Every member that asks the kernel, whatever will be added. */
export function askingMethods(): string[] {
  return Object.getOwnPropertyNames(Process.prototype).filter((name) => !(name in EXEMPT))
}

/** Calls a member without arguments; `sendSignal` only checks. */
export function call(target: Process, name: string): unknown {
  const member: unknown = Reflect.get(target, name, target)
  if (typeof member !== 'function') return member
  return Reflect.apply(member, target, name === 'sendSignal' ? [0] : [])
}

/** What all these calls came to. */
export async function outcomes(target: Process, names: readonly string[]): Promise<Record<string, Outcome>> {
  const all: Record<string, Outcome> = {}
  for (const name of names) all[name] = await outcome(() => call(target, name))
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
