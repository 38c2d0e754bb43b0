// What is known of a descriptor: the types.
import type { Signal } from '../../index.js'
import type { Socket } from '../net.ts'

/** What a descriptor is. `'file'`: a file, a directory or a device; `mode` tells. */
export type FdType = ProcessFd['type']

/** How a file was opened, in the words of fopen(3). */
export type OpenMode = 'r' | 'w' | 'a' | 'r+' | 'a+'

/** A regular file that is open. */
export interface OpenFile {
  /** The path, without the kernel's ` (deleted)`; `null` if it is not known, or lies outside of our root. */
  path: string | null
  /** Whether the file has lost that name: it was deleted, or another file renamed to it. */
  deleted: boolean
  /** The descriptor. */
  fd: number
  /** Where the next read or write begins, in bytes. */
  position: number | null
  /** How it was opened: `'r'`, `'w'`, `'a'`, `'r+'`, `'a+'`. */
  mode: OpenMode | null
  /** Flags of open(2), `O_CLOEXEC` among them but on FreeBSD: compare with `fs.constants`. */
  flags: number | null
}

/** What is known of any descriptor. */
export interface FdExtraInfo {
  /** Names that the file has; 0 once it is deleted. `null` for what is no file, and on FreeBSD before 15. */
  nlink: number | null
  /** The mount that it was opened on, on Linux: the first number of a line of `/proc/PID/mountinfo`. */
  mntId: number | null
  /**
   * Bytes read through it; not there for descriptors of another user, as the three that follow.
   *
   * Availability: OpenBSD.
   */
  rbytes?: number
  /**
   * Bytes written through it.
   *
   * Availability: OpenBSD.
   */
  wbytes?: number
  /**
   * Reads from it.
   *
   * Availability: OpenBSD.
   */
  rxfer?: number
  /**
   * Writes to it.
   *
   * Availability: OpenBSD.
   */
  rwfer?: number
}

/** What is known of a pipe. */
export interface PipeExtraInfo extends FdExtraInfo {
  /**
   * Bytes that it has room for.
   *
   * Availability: macOS.
   */
  bufferMax?: number
  /**
   * Bytes that wait in it.
   *
   * Availability: macOS, FreeBSD.
   */
  bufferCnt?: number
}

/** What is known of a kqueue(2). */
export interface KqueueExtraInfo extends FdExtraInfo {
  /**
   * Events that wait in it.
   *
   * Availability: macOS, OpenBSD.
   */
  kqCount?: number
}

/** What is known of a descriptor that pdfork(2) gave. */
export interface ProcdescExtraInfo extends FdExtraInfo {
  /** The process. FreeBSD alone has such descriptors. */
  pid?: number
}

/** What is known of a socket. */
export interface SocketExtraInfo extends FdExtraInfo {
  /**
   * `null`, as all that follows up to `uid`, if the tables of the process's network namespace lack the socket: it is
   * neither bound nor connected, of another family (netlink, packet), or of another namespace.
   */
  family: Socket['family'] | null
  type: Socket['type']
  /** As the third argument of socket(2): 6 for TCP, 17 for UDP. */
  protocol: number | null
  laddr: Socket['laddr']
  raddr: Socket['raddr']
  status: Socket['status']
  uid: number | null
  /** Unix sockets of Linux: descriptors on their way to it that nobody has received. */
  scmFds: number | null
  /**
   * Bytes that wait to be sent.
   *
   * Availability: FreeBSD.
   */
  sendq?: number
  /**
   * Bytes that wait to be read.
   *
   * Availability: FreeBSD.
   */
  recvq?: number
}

/** What is known of an eventfd(2). */
export interface EventfdExtraInfo<Integer extends number | bigint = number> extends FdExtraInfo {
  /** The counter. */
  eventfdCount: Integer | null
  /** Its number among all eventfds. */
  eventfdId: number | null
  /** Whether a read takes one at a time. */
  eventfdSemaphore: boolean | null
}

/** What is known of a signalfd(2). */
export interface SignalfdExtraInfo extends FdExtraInfo {
  /** The signals that it takes. */
  sigmask: Signal[] | null
}

/** A descriptor that an epoll waits for. */
export interface EpollTarget<Integer extends number | bigint = number> {
  /** Its number when it was added. */
  fd: number
  /** Events waited for: `EPOLLIN` (1) and so on. */
  events: number
  /** What the program gets with an event. */
  data: Integer
  /** The position of the file. */
  pos: number | null
  /** The number of the file. */
  ino: Integer | null
  /** The device that the file is on, as `dev` in `fs.stat`. */
  sdev: Integer | null
}

/** What is known of an epoll(7). */
export interface EpollExtraInfo<Integer extends number | bigint = number> extends FdExtraInfo {
  /** What it waits for. */
  tfds: EpollTarget<Integer>[]
}

/** What is known of a timerfd_create(2). */
export interface TimerfdExtraInfo<Integer extends number | bigint = number> extends FdExtraInfo {
  /** The number of its clock: 0 `CLOCK_REALTIME`, 1 `CLOCK_MONOTONIC`, 7 `CLOCK_BOOTTIME`. */
  clockid: number | null
  /** Expirations that nobody has read. */
  ticks: Integer | null
  /** Flags of timerfd_settime(2). */
  settimeFlags: number | null
  /** Seconds left; 0 when disarmed. */
  itValue: number | null
  /** Seconds between two expirations; 0 when there is but one. */
  itInterval: number | null
}

/** A file that an inotify watches. */
export interface InotifyWatch<Integer extends number | bigint = number> {
  /** The number of the watch. */
  wd: number
  /** The number of the file. */
  ino: Integer
  /** The device that the file is on, as in `fs.stat`. */
  dev: Integer
  /** Events watched for: `IN_ACCESS` (1) and so on. */
  mask: number
}

/** What is known of an inotify(7). */
export interface InotifyExtraInfo<Integer extends number | bigint = number> extends FdExtraInfo {
  /** What it watches. */
  watches: InotifyWatch<Integer>[]
}

/** What is known of a pidfd_open(2). */
export interface PidfdExtraInfo extends FdExtraInfo {
  /** The process; `null` once it has been reaped, and if it has no number here. */
  pid: number | null
  /** Its numbers in the pid namespaces from here inwards. */
  nspid: number[]
}

/** What is known of something else. */
export interface UnknownExtraInfo extends FdExtraInfo {
  /** What the kernel calls it: `'anon_inode:[io_uring]'`. */
  name: string | null
}

/** What is known of a descriptor, by its type. */
interface ExtraInfoOf<Integer extends number | bigint> {
  file: FdExtraInfo
  pipe: PipeExtraInfo
  fifo: FdExtraInfo
  kqueue: KqueueExtraInfo
  procdesc: ProcdescExtraInfo
  socket: SocketExtraInfo
  eventfd: EventfdExtraInfo<Integer>
  signalfd: SignalfdExtraInfo
  epoll: EpollExtraInfo<Integer>
  timerfd: TimerfdExtraInfo<Integer>
  inotify: InotifyExtraInfo<Integer>
  pidfd: PidfdExtraInfo
  unknown: UnknownExtraInfo
}

/** A descriptor. `ProcessFd<bigint>` with `{ bigint: true }`. */
export type ProcessFd<Integer extends number | bigint = number> = {
  [Type in keyof ExtraInfoOf<Integer>]: FdOf<Type, Integer>
}[keyof ExtraInfoOf<Integer>]

interface FdOf<Type extends keyof ExtraInfoOf<Integer>, Integer extends number | bigint> {
  /** Its number. */
  fd: number
  /** What it is. */
  type: Type
  /** The file, without the kernel's ` (deleted)`; `null` for what is none, or lies outside of our root. */
  path: string | null
  /** Whether the file has lost that name: it was deleted, or another file renamed to it. */
  deleted: boolean
  /** Where the next read or write begins, in bytes. */
  position: number | null
  /** Flags of open(2), `O_CLOEXEC` among them but on FreeBSD: compare with `fs.constants`. */
  flags: number | null
  /** How it was opened, as a word. */
  openMode: OpenMode | null
  /** The device that it is on, as in `fs.stat`. */
  dev: Integer | null
  /** Its number on that device. */
  ino: Integer | null
  /** The device that it is; 0 if it is none. */
  rdev: Integer | null
  /** Kind and permissions, `st_mode`. */
  mode: number | null
  /** Bytes. */
  size: number | null
  /** What else is known; more for some types. */
  extraInfo: ExtraInfoOf<Integer>[Type]
}
