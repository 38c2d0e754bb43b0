// The reports by the names of their commands.
import type { ReportRequest } from './commands.ts'
import type { Report } from './data.ts'
import { df } from './df.ts'
import { free } from './free.ts'
import { net } from './net.ts'
import { ports } from './ports.ts'
import { sensors } from './sensors.ts'
import { users } from './users.ts'

/** What all reports ask. */
export type Machine = Parameters<typeof df>[0] &
  Parameters<typeof free>[0] &
  Parameters<typeof net>[0] &
  Parameters<typeof ports>[0] &
  Parameters<typeof sensors>[0] &
  Parameters<typeof users>[0]

/** Looks, and tells. */
export function reportOn(machine: Machine, request: ReportRequest): Report {
  switch (request.command) {
    case 'df':
      return df(machine, request)
    case 'free':
      return free(machine)
    case 'net':
      return net(machine)
    case 'ports':
      return ports(machine, request)
    case 'sensors':
      return sensors(machine)
    case 'users':
      return users(machine)
  }
}
