// In which order a person reads what is known about a process.

/** What belongs together, under a heading. */
export interface Group {
  readonly title: string
  readonly names: readonly string[]
}

const GROUPS: readonly Group[] = [
  {
    title: 'Identity',
    names: [
      ...['pid', 'name', 'status', 'ppid', 'pgid', 'sid', 'exe', 'cmdline', 'cwd', 'root'],
      ...['terminal', 'hasTerminal', 'username', 'uids', 'gids', 'fsuid', 'fsgid', 'getGroups', 'umask'],
      'identity',
    ],
  },
  { title: 'Family', names: ['parents', 'children'] },
  {
    title: 'Time and CPU',
    names: ['createTime', 'rawCreateTime', 'cpuTimes', 'cpuPercent', 'cpuNum', 'numCtxSwitches'],
  },
  {
    title: 'Memory',
    names: [
      ...['memoryInfo', 'memoryPercent', 'memoryExtras', 'memoryFootprint', 'memoryFullInfo'],
      'pageFaults',
    ],
  },
  { title: 'I/O', names: ['ioCounters'] },
  { title: 'Scheduling and limits', names: ['getPriority', 'getIoPriority', 'getCpuAffinity', 'limits'] },
  { title: 'Signals', names: ['sigmasks'] },
  { title: 'Threads', names: ['numThreads', 'threads'] },
  { title: 'Files', names: ['numFds', 'openFiles'] },
  { title: 'Connections', names: ['connections'] },
  // Long, and seldom what was looked for.
  { title: 'Memory maps', names: ['memoryMapsGrouped', 'memoryMaps'] },
  { title: 'Environment', names: ['environ'] },
]

/** The names by groups; those without a group in a last one, so that nothing is left out. */
export function grouped(names: readonly string[]): Group[] {
  const known = new Set(GROUPS.flatMap((group) => group.names))
  const rest = { title: 'More', names: names.filter((name) => !known.has(name)) }
  return [...GROUPS, rest]
    .map(({ title, names: wanted }) => ({ title, names: wanted.filter((name) => names.includes(name)) }))
    .filter((group) => group.names.length > 0)
}
