import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { Process, type ProcessFd } from 'psutil-native'
import { madeUpProcfs } from '../oracle/made-up.ts'

const COMMON = 'pos:\t5\nflags:\t02100002\nmnt_id:\t17\nino:\t26\n'

/** Where a made-up process's descriptors lead, and what their fdinfo says. */
const FDS: Record<number, [link: string, info: string]> = {
  3: ['anon_inode:[eventfd]', 'eventfd-count:               ab\neventfd-id: 7\neventfd-semaphore: 1\n'],
  4: ['anon_inode:[eventfd]', 'eventfd-count: fffffffffffffffe\n'],
  5: ['anon_inode:[signalfd]', 'sigmask:\t0000000080000a00\n'],
  6: [
    'anon_inode:[eventpoll]',
    'tfd:        3 events: 8000001c data: ffffffffffffffff  pos:-1 ino:1a sdev:fe00001\n' +
      'tfd:        5 events:       1d data:        5\n',
  ],
  7: [
    'anon_inode:[timerfd]',
    'clockid: 1\nticks: 18446744073709551615\nsettime flags: 03\nit_value: (99, 500000000)\nit_interval: (0, 0)\n',
  ],
  8: ['anon_inode:inotify', 'inotify wd:c ino:ffffffffffffffff sdev:fe00001 mask:fff ignored_mask:0 \n'],
  9: ['anon_inode:[pidfd]', 'Pid:\t13624\nNSpid:\t13624\t7\n'],
  10: ['anon_inode:[pidfd]', 'Pid:\t-1\nNSpid:\t-1\n'],
  11: ['anon_inode:[io_uring]', 'SqMask:\t0x7\n'],
  12: ['socket:[77]', 'scm_fds: 2\n'],
  13: ['socket:[78]', ''],
  14: ['pipe:[79]', ''],
  15: ['/gone/for good (deleted)', ''],
}

/** What becomes of them. */
function descriptors(t: ExecutionContext): Map<number, ProcessFd> {
  const fixture = join(import.meta.dirname, '../fixtures/linux-6.18-x86_64/proc/42')
  const root = madeUpProcfs(t, {
    '42/net/unix':
      'Num RefCount Protocol Flags Type St Inode Path\n0: 00000002 00000000 00000000 0005 03 77 @a b\n',
    ...Object.fromEntries(
      Object.entries(FDS).map(([fd, [, info]]) => [`42/fdinfo/${fd}`, `${COMMON}${info}`]),
    ),
    ...Object.fromEntries(
      ['stat', 'status', 'statm'].map((name) => [`42/${name}`, readFileSync(join(fixture, name), 'latin1')]),
    ),
  })
  mkdirSync(join(root, '42/fd'))
  for (const [fd, [link]] of Object.entries(FDS)) symlinkSync(link, join(root, '42/fd', fd))
  return new Map(Array.from(new Process(42).iterFds(), (fd) => [fd.fd, fd]))
}

test.serial('every kind, as its fdinfo says', (t) => {
  const fds = descriptors(t)
  t.deepEqual([...fds.keys()], Object.keys(FDS).map(Number))
  for (const fd of fds.values()) {
    t.like(fd, {
      position: 5,
      flags: 0o2000002,
      openMode: 'r+',
      dev: null,
      ino: null,
      mode: null,
      size: null,
    })
    t.like(fd.extraInfo, { nlink: null, mntId: 17 })
  }
  const info = (fd: number) => {
    const { nlink: _, mntId: __, ...extraInfo } = fds.get(fd)?.extraInfo ?? {}
    return [fds.get(fd)?.type, extraInfo]
  }
  t.deepEqual(info(5), ['signalfd', { sigmask: ['SIGUSR1', 'SIGUSR2', 32] }])
  t.deepEqual(info(6), [
    'epoll',
    {
      tfds: [
        { fd: 3, events: 0x8000001c, data: 2 ** 64, pos: -1, ino: 26, sdev: 0xfe01 },
        { fd: 5, events: 0x1d, data: 5, pos: null, ino: null, sdev: null },
      ],
    },
  ])
  t.deepEqual(info(7), [
    'timerfd',
    {
      clockid: 1,
      ticks: 2 ** 64,
      settimeFlags: 3,
      itValue: 99.5,
      itInterval: 0,
    },
  ])
  t.deepEqual(info(8), [
    'inotify',
    {
      watches: [{ wd: 12, ino: 2 ** 64, dev: 0xfe01, mask: 0xfff }],
    },
  ])
  t.deepEqual(info(9), ['pidfd', { pid: 13624, nspid: [13624, 7] }])
  t.deepEqual(info(10), ['pidfd', { pid: null, nspid: [] }])
  t.deepEqual(info(11), ['unknown', { name: 'anon_inode:[io_uring]' }])
  t.deepEqual(info(12), [
    'socket',
    {
      family: 'unix',
      type: 'seqpacket',
      protocol: 0,
      laddr: '@a b',
      raddr: null,
      status: null,
      uid: null,
      scmFds: 2,
    },
  ])
  t.like(fds.get(13)?.extraInfo, { family: null, type: null, laddr: null, scmFds: null })
  t.deepEqual(info(14), ['pipe', {}])
  t.like(fds.get(15), { type: 'file', path: '/gone/for good', deleted: true })
})

test.serial('trap 8 the count of an eventfd is hexadecimal', (t) => {
  const fds = descriptors(t)
  const count = (fd: ProcessFd | undefined) => (fd?.type === 'eventfd' ? fd.extraInfo : undefined)
  t.like(count(fds.get(3)), { eventfdCount: 0xab, eventfdId: 7, eventfdSemaphore: true })
  t.like(count(fds.get(4)), { eventfdCount: 2 ** 64, eventfdId: null, eventfdSemaphore: null })
})

test.serial('numbers of 64 bits are exact as bigint', (t) => {
  descriptors(t)
  const fds = Array.from(new Process(42).iterFds({ bigint: true }), (fd) => [fd.fd, fd.extraInfo] as const)
  const infos = Object.fromEntries(fds)
  t.like(infos[4], { eventfdCount: 2n ** 64n - 2n })
  t.like(infos[6], {
    tfds: [
      { data: 2n ** 64n - 1n, ino: 26n, sdev: 0xfe01n },
      { data: 5n, ino: null },
    ],
  })
  t.like(infos[7], { ticks: 2n ** 64n - 1n })
  t.like(infos[8], { watches: [{ ino: 2n ** 64n - 1n, dev: 0xfe01n }] })
})
