// The systems that a binary is published for: by the name that npm's package has, and what it is built with.

/**
 * `rust`: the compiler's name of the target.
 * `glibc`: the oldest one that the binary is linked against; older than any that Node runs with.
 * `libraries`: all that it may need at run time. They are parts of the system's C library.
 * `zig`: whether zig links it, which has the C libraries of all these systems. Apple's own linker is on a Mac.
 */
export const TARGETS = {
  'linux-x64-gnu': gnu('x86_64-unknown-linux-gnu', 'ld-linux-x86-64.so.2'),
  'linux-arm64-gnu': gnu('aarch64-unknown-linux-gnu', 'ld-linux-aarch64.so.1'),
  'linux-arm-gnueabihf': gnu('armv7-unknown-linux-gnueabihf', 'ld-linux-armhf.so.3'),
  'linux-x64-musl': musl('x86_64-unknown-linux-musl'),
  'linux-arm64-musl': musl('aarch64-unknown-linux-musl'),
  'freebsd-x64': { rust: 'x86_64-unknown-freebsd', libraries: ['libc.so.7', 'libthr.so.3'], zig: true },
  'darwin-x64': { rust: 'x86_64-apple-darwin', zig: false },
  'darwin-arm64': { rust: 'aarch64-apple-darwin', zig: false },
}

function gnu(rust, loader) {
  const libraries = ['libc.so.6', 'libpthread.so.0', 'libdl.so.2', loader]
  return { rust, glibc: '2.17', libraries, zig: true }
}

function musl(rust) {
  return { rust, libraries: ['libc.so'], zig: true }
}

/** The platforms whose binaries a machine can build: zig's anywhere on Linux, Apple's on a Mac of any kind. */
export function buildable(platform = process.platform) {
  return Object.keys(TARGETS).filter((name) => TARGETS[name].zig === (platform !== 'darwin'))
}

/** The file of a platform's package. */
export const binaryOf = (name) => `npm/${name}/psutil-native.${name}.node`
