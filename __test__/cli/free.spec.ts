import test from 'ava'
import { NothingToShowError } from '../../src/cli/failures.ts'
import { free } from '../../src/cli/free.ts'
import { widthOf } from '../../src/cli/width.ts'
import { KernelDataError } from '../../src/index.ts'
import { drawn, fails } from './drawn.ts'

const KIB = 1024
const RAM = {
  ...{ total: 64 * KIB, available: 32 * KIB, percent: 50, used: 32 * KIB, free: 8 * KIB },
  ...{ shared: KIB, buffers: 2 * KIB, cached: 3 * KIB },
}
const SWAP = { total: 16 * KIB, used: 0, free: 16 * KIB, percent: 0, sin: 4 * KIB, sout: 5 * KIB }
const NO_SWAP = { total: 0, used: 0, free: 0, percent: 0, sin: 0, sout: 0 }

const source = (ram: () => typeof RAM, swap: () => typeof SWAP) => ({ virtualMemory: ram, swapMemory: swap })
const broken = fails(new KernelDataError('/proc/meminfo', 'no MemTotal'))

test('RAM and swap', (t) => {
  const report = free(
    source(
      () => RAM,
      () => SWAP,
    ),
  )
  t.deepEqual(drawn(report), [
    '         TOTAL      USED      FREE   SHARED  BUFF/CACHE  AVAILABLE  USE%',
    'RAM   64.0 KiB  32.0 KiB   8.0 KiB  1.0 KiB     5.0 KiB   32.0 KiB   50%',
    'Swap  16.0 KiB       0 B  16.0 KiB                                    0%',
    'Since boot 4.0 KiB came from swap, 5.0 KiB went there.',
  ])
  t.deepEqual(report.data, { virtualMemory: RAM, swapMemory: SWAP })
})

test('without swap there is no share of it', (t) => {
  const lines = drawn(
    free(
      source(
        () => RAM,
        () => NO_SWAP,
      ),
    ),
  )
  t.is(lines.length, 3)
  t.regex(lines[2] ?? '', /^Swap +0 B +0 B +0 B +–$/)
})

test('one that cannot be read is dashes, and null in JSON', (t) => {
  const noRam = free(source(broken, () => SWAP))
  t.regex(drawn(noRam)[1] ?? '', /^RAM( +–){7}$/)
  t.deepEqual(noRam.data, { virtualMemory: null, swapMemory: SWAP })
  const noSwap = free(source(() => RAM, broken))
  t.regex(drawn(noSwap)[2] ?? '', /^Swap( +–){4}$/)
  t.is(drawn(noSwap).length, 3)
  t.throws(() => free(source(broken, broken)), { instanceOf: NothingToShowError, message: /MemTotal/ })
})

test('a platform that does not know of caches', (t) => {
  const { buffers: _, shared: __, ...ram } = RAM
  const lines = drawn(free({ virtualMemory: () => ram, swapMemory: () => ({ ...SWAP, sin: null }) }))
  t.regex(lines[1] ?? '', /^RAM +64.0 KiB +32.0 KiB +8.0 KiB +– +– +32.0 KiB +50%$/)
  t.regex(lines[3] ?? '', /^Since boot – came/)
})

test('on narrow screens what matters most stays', (t) => {
  const report = free(
    source(
      () => RAM,
      () => NO_SWAP,
    ),
  )
  t.regex(drawn(report, 48)[0] ?? '', /^ +TOTAL +USED +AVAILABLE +USE%$/)
  t.true(Math.max(...drawn(report, 48).map(widthOf)) <= 48)
})
