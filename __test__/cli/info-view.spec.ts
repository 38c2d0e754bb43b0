import test from 'ava'
import type { Info } from '../../src/cli/info.ts'
import { gather } from '../../src/cli/info.ts'
import { view } from '../../src/cli/info-view.ts'
import { HOSTILE as UNPRINTABLE } from '../../src/cli/text.ts'
import { widthOf } from '../../src/cli/width.ts'
import { AccessDeniedError, Process, ZombieProcessError } from '../../src/index.ts'
import { resourceNames } from '../../src/resources.ts'
import { info } from './rows.ts'

const PIPE = { columns: Number.POSITIVE_INFINITY, colour: false, now: 0 }
const RESET = '\x1b[2J\n'

/** Text that a process chose, wherever one can. */
const HOSTILE = info(
  {
    name: RESET,
    exe: RESET,
    cmdline: [RESET, 'x'.repeat(500)],
    environ: { [RESET]: RESET, LONG: '日本語'.repeat(300) },
    threads: [{ id: 1, name: RESET }],
    openFiles: [{ path: RESET.repeat(90), fd: 3, position: 0, mode: 'r', flags: 0o100000 }],
    connections: [{ fd: 4, laddr: RESET, raddr: { address: RESET, port: 1 }, status: null }],
    unheardOf: { [RESET]: { [RESET]: [RESET] } },
    alsoNew: { [RESET]: RESET },
  },
  { children: [{ pid: 2, identity: 'id2', name: RESET }] },
)

function shown(about: Info, columns = Number.POSITIVE_INFINITY): string[] {
  return view(about, { ...PIPE, columns })
}

test('a group with its answers, in one column', (t) => {
  const lines = shown(info({ name: 'node', uids: { real: 0, effective: 1 }, cmdline: ['node', 'a b'] }))
  t.deepEqual(lines.slice(0, 6), [
    'Identity',
    '  pid       1',
    '  name      node',
    "  cmdline   node 'a b'",
    '  uids      real 0 · effective 1',
    '',
  ])
})

test('relatives by number and name, limits as a table', (t) => {
  const lines = shown(
    info(
      {},
      {
        parents: [
          { pid: 20, identity: 'x', name: 'bash' },
          { pid: 1, identity: 'y', name: null },
        ],
        limits: { stack: { soft: 1024, hard: Number.POSITIVE_INFINITY } },
      },
    ),
  )
  t.true(lines.includes('  parents   20 bash · 1 –'))
  t.true(lines.includes('  children  none'))
  t.true(lines.includes('    stack     1.0 KiB  unlimited'))
})

test('why something is missing', (t) => {
  const lines = shown(
    info(
      { exe: null, cwd: null, environ: null, umask: null, cmdline: [], memoryExtras: { swap: null } },
      {
        limits: null,
        errors: {
          exe: new ZombieProcessError(1),
          environ: new AccessDeniedError(1),
          limits: new AccessDeniedError(1),
        },
      },
    ),
  ).map((line) => line.trim().replace(/ +/, ' '))
  for (const line of [
    'exe gone with its memory',
    'cwd none',
    'environ access denied',
    'umask unknown',
    'cmdline none',
    'memoryExtras none',
    'limits access denied',
  ]) {
    t.true(lines.includes(line), line)
  }
})

test('records of lists have a line for each, records of records too', (t) => {
  const lines = shown(info({ sigmasks: { ignored: ['SIGINT', 'SIGHUP'], caught: [], pending: null } }))
  const at = lines.indexOf('  sigmasks')
  t.deepEqual(lines.slice(at, at + 4), [
    '  sigmasks',
    '    ignored  SIGINT SIGHUP',
    '    caught   none',
    '    pending  unknown',
  ])
  const nested = shown(info({ a: { b: { c: [1] } } }))
  t.deepEqual(nested.slice(-3), ['  a', '    b', '      c     1'])
})

test('the environment: one line each, by name', (t) => {
  const lines = shown(info({ environ: { PATH: '/bin', HOME: '', A: '=' } }))
  t.deepEqual(lines.slice(-4), ['Environment', '  A==', '  HOME=', '  PATH=/bin'])
})

test('every attribute of a living process is shown', (t) => {
  const lines = shown(gather(new Process(), resourceNames()))
  for (const name of [...Process.attrs, 'parents', 'children', 'limits']) {
    const isShown = lines.some((line) => new RegExp(`^ +${name}( |$)`).test(line))
    t.true(isShown || (name === 'environ' && lines.includes('Environment')), name)
  }
  for (const resource of resourceNames()) t.true(lines.some((line) => line.trim().startsWith(`${resource} `)))
})

test('no line is wider than the screen, and hostile text is harmless', (t) => {
  for (const about of [HOSTILE, gather(new Process(), resourceNames())]) {
    for (const columns of [1, 5, 20, 40, 80, 120, 300]) {
      const lines = shown(about, columns)
      t.true(Math.max(...lines.map(widthOf)) <= columns, String(columns))
      t.false(lines.some((line) => line.match(UNPRINTABLE) !== null))
    }
  }
})

test('a pipe gets all of it', (t) => {
  const lines = shown(HOSTILE)
  t.true(lines.includes(`  LONG=${'日本語'.repeat(300)}`))
  t.true(lines.some((line) => line.includes('x'.repeat(500))))
  t.false(
    lines.some((line) => line.includes('…') || line.includes('no room') || line.match(UNPRINTABLE) !== null),
  )
})

test('a screen wraps what is long', (t) => {
  const lines = shown(info({ cmdline: Array.from({ length: 30 }, (_, at) => `argument${at}`) }), 40)
  const at = lines.findIndex((line) => line.startsWith('  cmdline'))
  t.is(lines[at], '  cmdline   argument0 argument1')
  t.is(lines[at + 1], '            argument2 argument3')
})

test('colours add no width', (t) => {
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g')
  const coloured = view(HOSTILE, { ...PIPE, columns: 80, colour: true })
  t.true(coloured.some((line) => escapes.test(line)))
  t.deepEqual(
    coloured.map((line) => line.replaceAll(escapes, '').trimEnd()),
    shown(HOSTILE, 80),
  )
})
