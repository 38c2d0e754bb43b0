// The consumers, in the table's order.
import type { Consumer } from '../consumer.ts'
import { BAD_DAYS } from './bad-days.ts'
import { BUN } from './bun.ts'
import { BUNDLERS } from './bundlers.ts'
import { DENO } from './deno.ts'
import { EXAMPLES } from './examples.ts'
import { EXECUTABLES } from './executables.ts'
import { ELSEWHERE } from './foreign.ts'
import { INSTALLERS } from './installers.ts'
import { NODE } from './node.ts'
import { PACKAGES } from './packages.ts'
import { PRIVILEGE } from './privilege.ts'
import { SMOKE } from './smoke.ts'
import { TYPES } from './types.ts'

export const ALL: readonly Consumer[] = [
  ...PACKAGES,
  ...NODE,
  ...BAD_DAYS,
  ...INSTALLERS,
  ...TYPES,
  ...DENO,
  ...BUN,
  ...BUNDLERS,
  ...EXECUTABLES,
  ...SMOKE,
  ...EXAMPLES,
  ...PRIVILEGE,
  ...ELSEWHERE,
]
