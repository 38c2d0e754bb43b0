import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { SystemError } from '../src/errors.ts'
import { netIfAddrs, netIfStats, netIoCounters, pernicNetIoCounters } from '../src/interfaces.ts'
import { clearIoCountersCache } from '../src/nowrap.ts'
import { fixture, lookAt } from './helpers/look-at.ts'

const FIXTURE = fixture('linux-net')
const HEADING = 'Inter-| Receive | Transmit\n face |bytes …\n'

/** A copy of the made-up machine whose counters a test may change. */
function countersOf(t: ExecutionContext): (table: string) => void {
  const root = mkdtempSync(join(tmpdir(), 'psutil-native-net-'))
  t.teardown(() => rmSync(root, { recursive: true }))
  cpSync(FIXTURE, root, { recursive: true, verbatimSymlinks: true })
  lookAt(t, root)
  clearIoCountersCache()
  return (table) => writeFileSync(join(root, 'proc/net/dev'), `${HEADING}${table}`)
}

/** A line of `/proc/net/dev`. */
function line(name: string, received: number, sent: number): string {
  return `${name}: ${received} 1 0 0 0 0 0 0 ${sent} 2 0 0 0 0 0 0\n`
}

test.serial('E-F6: the counters of every interface, also with a colon in its name', (t) => {
  lookAt(t, FIXTURE)
  const counters = pernicNetIoCounters()
  t.is(Object.getPrototypeOf(counters), null)
  t.deepEqual(Object.keys(counters), ['lo', 'eth0', 'eth0:1', 'bond0', 'wlan0'])
  t.deepEqual(counters.eth0, {
    bytesSent: 3_000_000_000,
    bytesRecv: 4_294_967_295,
    packetsSent: 30_000,
    packetsRecv: 20_000,
    errin: 1,
    errout: 3,
    dropin: 2,
    dropout: 4,
  })
})

test.serial('trap 2: counters never go back, and neither does their sum', (t) => {
  const table = countersOf(t)
  const sent = (raw: number) => {
    table(line('eth0', 1, raw) + line('lo', 1, 1000))
    return [netIoCounters()?.bytesSent, pernicNetIoCounters().eth0?.bytesSent]
  }
  t.deepEqual([100, 150, 10, 20, 30, 160].map(sent), [
    [1100, 100],
    [1150, 150],
    [1160, 160],
    [1170, 170],
    [1180, 180],
    [1310, 310],
  ])
  t.is(pernicNetIoCounters({ nowrap: false }).eth0?.bytesSent, 160)
  t.is(netIoCounters({ nowrap: false })?.bytesSent, 1160)
  clearIoCountersCache()
  t.is(pernicNetIoCounters().eth0?.bytesSent, 160)
})

test.serial('an interface that comes back is new', (t) => {
  const table = countersOf(t)
  const received = (text: string) => {
    table(text)
    return pernicNetIoCounters().usb0?.bytesRecv
  }
  t.is(received(line('usb0', 500, 0)), 500)
  t.is(received(line('lo', 1, 1)), undefined)
  t.is(received(line('usb0', 5, 0)), 5)
})

test.serial('the counters of one machine say nothing of another', (t) => {
  const table = countersOf(t)
  table(line('lo', 5, 5))
  t.is(pernicNetIoCounters().lo?.bytesRecv, 5)
  lookAt(t, FIXTURE)
  t.is(pernicNetIoCounters().lo?.bytesRecv, 1000)
})

test.serial('no interface at all has no counters', (t) => {
  countersOf(t)('')
  t.is(netIoCounters(), null)
  t.deepEqual(Object.keys(pernicNetIoCounters()), [])
})

test.serial('an interface may have any name', (t) => {
  countersOf(t)(line('__proto__', 7, 8) + line('1', 7, 8))
  t.deepEqual(Object.keys(pernicNetIoCounters()).sort(), ['1', '__proto__'])
  t.is(netIoCounters()?.bytesRecv, 14)
})

test.serial('what cannot be understood is an error that names the line', (t) => {
  countersOf(t)('lo: 1 2 3\n')
  const error = t.throws(() => netIoCounters(), { code: 'ERR_KERNEL_DATA' })
  t.regex(error.message, /line 3/)
})

test.serial('trap 12: the state of interfaces, nothing said where nothing is known', (t) => {
  lookAt(t, FIXTURE)
  const stats = netIfStats()
  t.is(Object.getPrototypeOf(stats), null)
  t.deepEqual(
    { ...stats },
    {
      bond0: {
        isUp: true,
        duplex: 'full',
        speed: 100_000,
        mtu: 9000,
        flags: ['up', 'broadcast', 'running', 'master', 'multicast'],
      },
      eth0: {
        isUp: true,
        duplex: 'full',
        speed: 100_000,
        mtu: 1500,
        flags: ['up', 'broadcast', 'running', 'slave', 'multicast'],
      },
      lo: { isUp: true, duplex: 'unknown', speed: null, mtu: 65_536, flags: ['up', 'loopback', 'running'] },
      usb0: { isUp: false, duplex: 'half', speed: null, mtu: 1500, flags: ['broadcast', 'multicast'] },
      wlan0: {
        isUp: false,
        duplex: 'unknown',
        speed: null,
        mtu: 1500,
        flags: ['up', 'broadcast', 'multicast'],
      },
    },
  )
})

test.serial('without a sysfs there is no state of another machine', (t) => {
  lookAt(t, '/nowhere')
  t.throws(() => netIfStats(), { instanceOf: SystemError, code: 'ENOENT' })
})

test.serial('addresses are those of this machine whatever the paths are', (t) => {
  const here = netIfAddrs()
  lookAt(t, FIXTURE)
  t.deepEqual(netIfAddrs(), here)
  t.is(Object.getPrototypeOf(here), null)
})

test('the three functions know the same interfaces', (t) => {
  const [counters, addrs, stats] = [pernicNetIoCounters(), netIfAddrs(), netIfStats()]
  t.deepEqual(Object.keys(addrs).sort(), Object.keys(counters).sort())
  t.deepEqual(Object.keys(stats).sort(), Object.keys(counters).sort())
})

test('trap 13: the loopback interface has neither broadcast address nor peer', (t) => {
  for (const addr of netIfAddrs().lo ?? []) {
    t.is(addr.broadcast, null)
    t.is(addr.ptp, null)
  }
  t.true(netIfStats().lo?.flags.includes('loopback'))
})

test('results survive JSON', (t) => {
  for (const answer of [netIfAddrs(), netIfStats(), pernicNetIoCounters()]) {
    t.deepEqual(JSON.parse(JSON.stringify(answer)), { ...answer })
  }
})

test('bad options are refused before anything is read', (t) => {
  for (const ask of [netIoCounters, pernicNetIoCounters]) {
    t.throws(() => ask(null as never), { instanceOf: TypeError, code: 'ERR_INVALID_ARG_TYPE' })
    const error = t.throws(() => ask({ nowrap: 1 as never }), { code: 'ERR_INVALID_ARG_TYPE' })
    t.regex(error.message, /options\.nowrap/)
  }
  t.notThrows(() => netIoCounters({ nowrap: undefined }))
})
