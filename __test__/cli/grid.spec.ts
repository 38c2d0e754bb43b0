import test from 'ava'
import { type Column, grid } from '../../src/cli/grid.ts'
import { widthOf } from '../../src/cli/width.ts'
import { HARMLESS, HOSTILE, textOf } from './drawn.ts'

const lines = (columns: readonly Column[], room = Number.POSITIVE_INFINITY, gap?: string) =>
  textOf(grid(columns, room, gap))

const NAMES: Column = { title: 'NAME', cells: ['a', 'bb'] }
const SIZES: Column = { title: 'N', cells: ['1', '200'], alignment: 'right' }

test('numbers stand at the right, texts at the left', (t) => {
  t.deepEqual(lines([NAMES, SIZES, NAMES]), ['NAME    N  NAME', 'a       1  a', 'bb    200  bb'])
  t.deepEqual(lines([NAMES, SIZES], 80, ' '), ['NAME   N', 'a      1', 'bb   200'])
})

test('without rows there are titles, without columns nothing', (t) => {
  t.deepEqual(lines([{ title: 'A', cells: [] }]), ['A'])
  t.deepEqual(lines([]), [''])
})

test('nothing follows the last text', (t) => {
  t.deepEqual(lines([NAMES, { title: 'X', cells: ['', 'x'] }]), ['NAME  X', 'a', 'bb    x'])
})

test('cells that are missing are empty', (t) => {
  t.deepEqual(lines([{ title: 'A', cells: ['1'] }, NAMES]), ['A  NAME', '1  a', '   bb'])
})

test('whatever a cell holds is harmless, and columns line up', (t) => {
  const wide: Column = { title: 'W', cells: [HOSTILE, '日本語', 'e\u0301'] }
  const drawn = lines([wide, { title: '|', cells: ['|', '|', '|'] }])
  t.true(drawn[1]?.startsWith(`${HARMLESS}  |`))
  t.is(new Set(drawn.map((line) => widthOf(line))).size, 1)
})

test('a pipe gets all of a text, a screen what fits', (t) => {
  const long: Column = { title: 'L', cells: ['x'.repeat(100_000)], cut: 'end' }
  t.is(lines([long])[1]?.length, 100_000)
  t.is(lines([long], 40)[1], `${'x'.repeat(39)}…`)
})

test('texts are cut off at the end that tells less, and share the room', (t) => {
  const device: Column = { title: 'DEVICE', cells: [`/dev/${'d'.repeat(60)}`], cut: 'end' }
  const path: Column = { title: 'PATH', cells: [`${'p'.repeat(60)}/end`], cut: 'start' }
  const [, row = ''] = lines([device, path], 50)
  t.regex(row, /^\/dev\/d+… {2}…p+\/end$/)
  t.is(row.length, 50)
  t.is(row.indexOf('  '), 24)
  t.is(lines([{ ...device, least: 8 }, path], 26)[1], '/dev/dd…  …ppppppppppp/end')
  // One of little width takes only what it needs.
  t.is(lines([{ ...device, cells: ['/dev/sda1'] }, path], 50)[1]?.indexOf('  '), 9)
})

test('the most dispensable columns go first, of equals the last, and are named', (t) => {
  const columns: Column[] = [
    NAMES,
    { title: 'FIRST', cells: [], dispensable: 1 },
    { title: 'SECOND', cells: [], dispensable: 2 },
    { title: 'THIRD', cells: [], dispensable: 1 },
  ]
  const titles = (room: number) => lines(columns, room)[0]
  t.is(titles(26), 'NAME  FIRST  SECOND  THIRD')
  t.is(titles(25), 'NAME  FIRST  THIRD')
  t.is(titles(17), 'NAME  FIRST')
  t.is(titles(10), 'NAME')
  t.is(titles(1), 'NAME')
  t.is(lines(columns, 17).at(-1), 'SECOND THIRD')
  t.is(lines(columns, 17).at(-2), 'no room for:')
})

test('cells have styles, titles are dim, spaces between have none', (t) => {
  const styled: Column = { ...SIZES, style: (row) => (row === 1 ? 'high' : 'plain') }
  const styles = grid([styled, NAMES], 80).map((line) => line.map(({ style }) => style))
  t.deepEqual(styles, [
    ['dim', 'plain', 'dim'],
    ['plain', 'plain', 'plain'],
    ['high', 'plain', 'plain'],
  ])
})
