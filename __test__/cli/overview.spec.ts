import test from 'ava'
import { render } from '../../src/cli/overview.ts'
import { widthOf } from '../../src/cli/width.ts'
import { overview, row } from './rows.ts'

const FREE = { columns: 80, rows: null, screenRows: null, colour: false }
const MANY = Array.from({ length: 200 }, (_, at) =>
  row({ pid: at + 1, cmdline: ['日本語', 'x'.repeat(300)] }),
)
const load = { percent: 50, times: { user: 1, system: 1, idle: 1 } }

test('the machine and its processes', (t) => {
  const lines = render(overview(), { ...FREE, columns: 60 })
  t.is(lines[0], 'CPU  ███████████████···············  50%  4 cores')
  t.regex(lines[3] ?? '', /^Mem {2}█+▌·+ {2}75% {2}3\.0 KiB of 4\.0 KiB$/)
  t.regex(lines[4] ?? '', /^Swap ·+ {4}– {2}none$/)
  t.regex(lines[5] ?? '', /^Up {3}1 h 0 min {2}since \d{4}-\d\d-\d\d \d\d:\d\d {2}1 process$/)
  t.is(lines[6], '')
  t.regex(lines[8] ?? '', /^ {2}1 {2}root .* \/sbin\/init$/)
})

test('no line is wider than the screen', (t) => {
  for (const columns of [1, 5, 20, 36, 50, 80, 120, 300]) {
    for (const cores of [1, 4, 128]) {
      const data = overview({ processes: MANY, perCpu: Array.from({ length: cores }, () => load) })
      const widest = Math.max(...render(data, { ...FREE, columns }).map(widthOf))
      t.true(widest <= columns, `${cores} cores in ${columns} columns: ${widest}`)
    }
  }
})

test('on 20 columns there still are bars and commands', (t) => {
  const lines = render(overview(), { ...FREE, columns: 20 })
  t.is(lines[0], 'CPU  █████·····  50%')
  t.is(lines.at(-1), '  1   0.0 /sbin/init')
})

test('all lines and the prompt fit the height', (t) => {
  for (const rows of [24, 30, 50]) {
    for (const cores of [1, 16, 128]) {
      const data = overview({ processes: MANY, perCpu: Array.from({ length: cores }, () => load) })
      const lines = render(data, { ...FREE, rows, screenRows: rows })
      t.is(lines.length, rows - 1, `${cores} cores in ${rows} rows`)
    }
  }
})

test('unknown parts are dashes', (t) => {
  const nothing = { cpu: null, perCpu: null, virtualMemory: null, swapMemory: null, processes: null }
  const lines = render(
    overview({ ...nothing, bootTime: null, timeSinceBoot: null, uptime: null, processCount: null }),
    FREE,
  )
  t.deepEqual(lines.slice(-3), ['Up   –', '', 'Processes –'])
  for (const line of lines.slice(0, 3)) t.regex(line, /^\w+ +·+ +–$/)
})

test('no processes, no titles', (t) => {
  t.regex(render(overview({ processes: [] }), FREE).at(-1) ?? '', /^Up /)
})

test('colours add no width', (t) => {
  const data = overview({ processes: MANY.slice(0, 3) })
  const coloured = render(data, { ...FREE, colour: true })
  const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g')
  t.deepEqual(
    coloured.map((line) => line.replaceAll(escapes, '').trimEnd()),
    render(data, FREE),
  )
  t.true(coloured.some((line) => escapes.test(line)))
})
