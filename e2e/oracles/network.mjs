// The network, as netstat(1) and ifconfig(8) tell of it.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import os from 'node:os'
import process from 'node:process'
import { after, before } from 'node:test'
import { netConnections, netIfAddrs, netIfStats, Process, pernicNetIoCounters } from 'psutil-native'
import { oracle, rows, says } from './common.mjs'

let server
let client
let port

before(async () => {
  server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = server.address().port
  client = connect(port, '127.0.0.1')
  await once(client, 'connect')
})

after(() => {
  client.destroy()
  server.close()
})

/** `LOCAL REMOTE STATE` of the connections that have our port. */
function netstat() {
  const text = says('netstat', '-an', ...(process.platform === 'linux' ? [] : ['-f', 'inet']))
  const ours = rows(text).filter(
    (words) =>
      words[0].startsWith('tcp') &&
      words.slice(3, 5).some((end) => end.endsWith(`.${port}`) || end.endsWith(`:${port}`)),
  )
  return ours.map((words) => words[5]).sort()
}

oracle('netstat', 'netConnections', () => {
  const states = netConnections('tcp4')
    .filter(({ laddr, raddr }) => laddr?.port === port || raddr?.port === port)
    .map(({ status }) => status)
  assert.deepEqual(states.sort(), netstat())
  assert.ok(states.includes('LISTEN') && states.includes('ESTABLISHED'))
})

oracle('netstat', 'process.connections', () => {
  const own = new Process().connections('tcp4')
  const listening = own.find(({ status, laddr }) => status === 'LISTEN' && laddr?.port === port)
  assert.equal(listening?.laddr?.address, '127.0.0.1')
  assert.equal(listening?.raddr, null)
  assert.ok(own.some(({ status, raddr }) => status === 'ESTABLISHED' && raddr?.port === port))
})

oracle('ifconfig', 'netIfAddrs', () => {
  const text = says('ifconfig', '-a')
  for (const addresses of Object.values(netIfAddrs())) {
    for (const { family, address } of addresses.filter(
      (each) => each.family !== 'IPv6' && !/^[0:]+$/.test(each.address),
    )) {
      assert.ok(text.includes(address), `${family} ${address}`)
    }
  }
})

oracle('ifconfig', 'netIfStats', () => {
  const stats = netIfStats()
  const blocks = says('ifconfig', '-a').split(/\n(?=\S)/)
  for (const block of blocks.filter((each) => / mtu \d+/.test(each))) {
    const name = block.slice(0, block.search(/:? /))
    assert.equal(stats[name]?.mtu, Number(/ mtu (\d+)/.exec(block)[1]), name)
    assert.equal(stats[name]?.flags.includes('up'), /\bUP\b/.test(block.split('\n')[0]), name)
  }
})

oracle('netstat', 'pernicNetIoCounters', () => {
  const names = new Set(
    rows(says('netstat', '-in'))
      .slice(1)
      .map(([name]) => name.replace(/\*$/, '')),
  )
  for (const [name, counters] of Object.entries(pernicNetIoCounters())) {
    assert.ok(counters.bytesRecv >= 0 && counters.packetsSent >= 0)
    assert.ok(names.has(name) || process.platform === 'linux', name)
  }
})

oracle(
  'ifconfig',
  'netIfAddrs',
  () => {
    const ours = netIfAddrs()
    for (const [name, addresses] of Object.entries(os.networkInterfaces())) {
      for (const { address, netmask } of addresses) {
        const bare = address.replace(/%.*/, '')
        const found = ours[name]?.find((each) => each.address?.replace(/%.*/, '') === bare)
        assert.equal(found?.netmask, netmask, `${name} ${address}`)
      }
    }
  },
  { name: 'os.networkInterfaces() and netIfAddrs' },
)
