// Memory and swap.
import type { SwapMemory, VirtualMemory } from '../index.ts'
import type { Report } from './data.ts'
import { Parts } from './failures.ts'
import { formatBytes, formatPercent } from './format.ts'
import { type Column, grid } from './grid.ts'
import { type Span, span, styleOfLoad } from './style.ts'

/** What is asked of the package. */
export interface FreeSource {
  virtualMemory(): VirtualMemory
  swapMemory(): SwapMemory
}

/** Both; `null` for one that cannot be read. */
export interface Memory {
  virtualMemory: VirtualMemory | null
  swapMemory: SwapMemory | null
}

/**
 * What free(1) tells.
 *
 * @throws {NothingToShowError} if neither can be read
 */
export function free(source: FreeSource): Report {
  const parts = new Parts()
  const data: Memory = {
    virtualMemory: parts.read(() => source.virtualMemory()),
    swapMemory: parts.read(() => source.swapMemory()),
  }
  parts.check()
  return { data, view: (columns) => view(data, columns) }
}

type Bytes = number | null | undefined

function view({ virtualMemory: ram, swapMemory: swap }: Memory, columns: number): Span[][] {
  // What swap does not have stays empty; what is not known is a dash.
  const sizes = (title: string, ofRam: Bytes, ofSwap?: Bytes, dispensable?: number): Column => ({
    title,
    cells: [formatBytes(ofRam), ofSwap === undefined ? '' : formatBytes(ofSwap)],
    alignment: 'right',
    ...(dispensable === undefined ? {} : { dispensable }),
  })
  // Without any swap there is no share of it.
  const percents = [ram?.percent, swap?.total === 0 ? null : swap?.percent]
  const table = grid(
    [
      { title: '', cells: ['RAM', 'Swap'], style: () => 'bold' },
      sizes('TOTAL', ram?.total, swap?.total ?? null),
      sizes('USED', ram?.used, swap?.used ?? null),
      sizes('FREE', ram?.free, swap?.free ?? null, 1),
      sizes('SHARED', ram?.shared, undefined, 3),
      sizes('BUFF/CACHE', cacheOf(ram), undefined, 2),
      sizes('AVAILABLE', ram?.available),
      {
        title: 'USE%',
        cells: percents.map(formatPercent),
        alignment: 'right',
        style: (row) => (percents[row] == null ? 'dim' : styleOfLoad(percents[row])),
      },
    ],
    columns,
  )
  if (swap === null || swap.total === 0) return table
  const since = `Since boot ${formatBytes(swap.sin)} came from swap, ${formatBytes(swap.sout)} went there.`
  return [...table, [span(since, 'dim')]]
}

function cacheOf(ram: VirtualMemory | null): Bytes {
  return ram?.buffers == null || ram.cached == null ? null : ram.buffers + ram.cached
}
