import { invalidType, invalidValue } from './arguments.ts'
import { native } from './native.ts'

/** Where the kernel's and the administrator's files are. */
export interface Paths {
  /** The process file system, `/proc`. */
  procfs: string
  /** The device model, `/sys`. */
  sysfs: string
  /** Device files, `/dev`. */
  devfs: string
  /** Configuration, `/etc`. What programs keep until the next boot is looked for in `run` beside it. */
  etc: string
}

const current: Paths = { procfs: '/proc', sysfs: '/sys', devfs: '/dev', etc: '/etc' }

let id: number | undefined

/**
 * Where to look; assign to it to see a host from within a container, or a made-up tree in a test.
 *
 * A `Process` keeps the paths it was made with. With a procfs of another pid namespace, numbers of processes
 * are never handed to the kernel: they would mean others there.
 */
export const paths: Paths = Object.seal({
  get procfs() {
    return current.procfs
  },
  set procfs(path: string) {
    assign('procfs', path)
  },
  get sysfs() {
    return current.sysfs
  },
  set sysfs(path: string) {
    assign('sysfs', path)
  },
  get devfs() {
    return current.devfs
  },
  set devfs(path: string) {
    assign('devfs', path)
  },
  get etc() {
    return current.etc
  },
  set etc(path: string) {
    assign('etc', path)
  },
})

/** The number by which the native module knows the present paths. */
export function pathsId(): number {
  id ??= native.pathsId(current.procfs, current.sysfs, current.devfs, current.etc)
  return id
}

function assign(name: keyof Paths, path: string): void {
  if (typeof path !== 'string') throw invalidType(`paths.${name}`, 'a string', path)
  if (!path.startsWith('/') || path.includes('\0')) {
    throw invalidValue(`paths.${name}`, 'an absolute path without null bytes', path)
  }
  current[name] = path
  id = undefined
}
