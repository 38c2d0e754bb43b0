// Checks of arguments, worded as Node words them: the argument, its value, and what is allowed.

const LAST_PID = 2 ** 31 - 1

/** The value has the wrong type. */
export function invalidType(name: string, expected: string, value: unknown): TypeError {
  const error = new TypeError(`The "${name}" argument must be ${expected}. Received ${describe(value)}`)
  return Object.assign(error, { code: 'ERR_INVALID_ARG_TYPE' })
}

/** The value has the right type and is none of those allowed. */
export function invalidValue(name: string, expected: string, value: unknown): TypeError {
  const error = new TypeError(`The argument "${name}" must be ${expected}. Received ${describe(value)}`)
  return Object.assign(error, { code: 'ERR_INVALID_ARG_VALUE' })
}

/** The number is too small or too large. */
export function outOfRange(name: string, expected: string, value: number): RangeError {
  const error = new RangeError(
    `The value of "${name}" is out of range. It must be ${expected}. Received ${value}`,
  )
  return Object.assign(error, { code: 'ERR_OUT_OF_RANGE' })
}

/** A whole number; its range is checked elsewhere. */
export function checkInteger(name: string, value: number): void {
  if (!Number.isInteger(value)) throw invalidType(name, 'an integer', value)
}

/** Whether a number can be that of a process at all. */
export function isPidInRange(pid: number): boolean {
  return pid >= 0 && pid <= LAST_PID
}

/** The number of a process. */
export function checkPid(pid: number): void {
  checkInteger('pid', pid)
  if (!isPidInRange(pid)) throw outOfRange('pid', `>= 0 and <= ${LAST_PID}`, pid)
}

/** How text is wanted. */
export interface EncodingOptions {
  /** `'utf8'` (the default): bytes that are not UTF-8 become U+FFFD. `'buffer'`: the bytes as they are. */
  encoding?: 'utf8' | 'buffer' | undefined
}

/** Whether the bytes themselves are wanted. */
export function wantsBuffer(options: EncodingOptions): boolean {
  checkOptions(options)
  const { encoding = 'utf8' } = options
  if (encoding !== 'utf8' && encoding !== 'buffer') {
    throw invalidValue('options.encoding', "'utf8' or 'buffer'", encoding)
  }
  return encoding === 'buffer'
}

/** How numbers of 64 bits are wanted. */
export interface BigIntOptions {
  /** `true`: numbers that may pass 2⁵³ (`ino`, `dev`, `rdev`) as bigint, exactly; JSON has no place for those. */
  bigint?: boolean | undefined
}

/** Whether numbers of 64 bits are wanted as bigint. */
export function wantsBigInt(options: BigIntOptions): boolean {
  return isOn(options, 'bigint')
}

/** An object of options. */
export function checkOptions(options: object): void {
  if (typeof options !== 'object' || options === null) throw invalidType('options', 'an object', options)
}

/** Whether an option is on; left out, it is as it is by default. */
export function isOn<Name extends string>(
  options: { readonly [Key in Name]?: boolean | undefined },
  name: Name,
  byDefault = false,
): boolean {
  checkOptions(options)
  const value = options[name]
  if (value === undefined) return byDefault
  checkBoolean(`options.${name}`, value)
  return value
}

/** Something that is on or off. */
export function checkBoolean(name: string, value: boolean): void {
  if (typeof value !== 'boolean') throw invalidType(name, 'a boolean', value)
}

/** A length of time in milliseconds, or `Infinity`. */
export function checkTimeout(name: string, value: number): void {
  if (typeof value !== 'number') throw invalidType(name, 'a number', value)
  if (!(value >= 0)) throw outOfRange(name, '>= 0', value)
}

/** A length of time in milliseconds that ends. */
export function checkInterval(name: string, value: number): void {
  if (typeof value !== 'number') throw invalidType(name, 'a number', value)
  if (!(value > 0 && value < Infinity)) throw outOfRange(name, '> 0 and finite', value)
}

/** What tells when to give up. */
export function checkAbortSignal(name: string, value: AbortSignal): void {
  if (typeof value !== 'object' || value === null || !('aborted' in value)) {
    throw invalidType(name, 'an AbortSignal', value)
  }
}

function describe(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `'${value.length > 64 ? `${value.slice(0, 64)}…` : value}'`
    case 'function':
      return `function ${value.name}`
    case 'object':
      return value === null ? 'null' : `an instance of ${value.constructor?.name ?? 'Object'}`
    default:
      return String(value)
  }
}
