// Finds the native module: beside this file where the package was built, else the package of the platform.
//
// Every `require` names its file literally, directly within `try`, under comparisons that bundlers can decide:
// that is what they need in order to find the module, to leave out the other platforms, and to accept that
// a package is not installed.
//
// On Linux nothing is asked about the C library: that would take reading files, starting `ldd`, or rights that
// Deno asks the user for. The build for glibc is tried, then the one for musl, and the wrong one cannot be
// loaded. The build for glibc is linked strongly against `gnu_get_libc_version`, which musl lacks, so that it
// is not half loaded into a program with musl; the one for musl needs musl's own library by name.
'use strict'

/** What is published. OpenBSD and NetBSD load what was built there (docs/building.md). */
// biome-ignore format: a line for each system
const PUBLISHED = [
  'linux-x64-gnu', 'linux-x64-musl', 'linux-arm64-gnu', 'linux-arm64-musl', 'linux-arm-gnueabihf',
  'darwin-x64', 'darwin-arm64',
  'freebsd-x64',
]

const VARIABLE = 'NAPI_RS_NATIVE_LIBRARY_PATH'

/** What the codes of Node and Bun call a module that is not there or is not for this machine. */
const ELSEWHERE = ['MODULE_NOT_FOUND', 'ERR_DLOPEN_FAILED']

// biome-ignore format: a line for each place
function find(failed) {
  if (process.platform === 'linux') {
    if (process.arch === 'x64') {
      try { return require('./psutil-native.linux-x64-gnu.node') } catch (error) { failed(error) }
      try { return require('@psutil-native/binding-linux-x64-gnu') } catch (error) { failed(error) }
      try { return require('./psutil-native.linux-x64-musl.node') } catch (error) { failed(error) }
      try { return require('@psutil-native/binding-linux-x64-musl') } catch (error) { failed(error) }
    } else if (process.arch === 'arm64') {
      try { return require('./psutil-native.linux-arm64-gnu.node') } catch (error) { failed(error) }
      try { return require('@psutil-native/binding-linux-arm64-gnu') } catch (error) { failed(error) }
      try { return require('./psutil-native.linux-arm64-musl.node') } catch (error) { failed(error) }
      try { return require('@psutil-native/binding-linux-arm64-musl') } catch (error) { failed(error) }
    } else if (process.arch === 'arm') {
      try { return require('./psutil-native.linux-arm-gnueabihf.node') } catch (error) { failed(error) }
      try { return require('@psutil-native/binding-linux-arm-gnueabihf') } catch (error) { failed(error) }
    }
  } else if (process.platform === 'darwin') {
    if (process.arch === 'x64') {
      try { return require('./psutil-native.darwin-x64.node') } catch (error) { failed(error) }
      try { return require('@psutil-native/binding-darwin-x64') } catch (error) { failed(error) }
    } else if (process.arch === 'arm64') {
      try { return require('./psutil-native.darwin-arm64.node') } catch (error) { failed(error) }
      try { return require('@psutil-native/binding-darwin-arm64') } catch (error) { failed(error) }
    }
  } else if (process.platform === 'freebsd') {
    if (process.arch === 'x64') {
      try { return require('./psutil-native.freebsd-x64.node') } catch (error) { failed(error) }
      try { return require('@psutil-native/binding-freebsd-x64') } catch (error) { failed(error) }
    }
  } else if (process.platform === 'openbsd') {
    if (process.arch === 'x64') {
      try { return require('./psutil-native.openbsd-x64.node') } catch (error) { failed(error) }
      try { return require('@psutil-native/binding-openbsd-x64') } catch (error) { failed(error) }
    }
  } else if (process.platform === 'netbsd') {
    if (process.arch === 'x64') {
      try { return require('./psutil-native.netbsd-x64.node') } catch (error) { failed(error) }
      try { return require('@psutil-native/binding-netbsd-x64') } catch (error) { failed(error) }
    }
  }
}

/** The file that the user wants instead. Deno is asked whether it may be known, so that it asks nobody. */
function wanted() {
  const granted = globalThis.Deno?.permissions?.querySync({ name: 'env', variable: VARIABLE }).state
  return granted === undefined || granted === 'granted' ? process.env[VARIABLE] || undefined : undefined
}

/** What Deno throws where it may not, once the user has been asked. */
function isForbidden(error) {
  return error?.name === 'NotCapable'
}

/** Whether the package of a platform is installed, be it for this machine or not. */
function isInstalled(platform) {
  try {
    const { createRequire } = process.getBuiltinModule('node:module')
    createRequire(__filename).resolve(`@psutil-native/binding-${platform}`)
    return true
  } catch {
    return false
  }
}

/** The native module; or throws an error with all `errors`, what was `wanted`, `published` and `installed`. */
module.exports = function load() {
  const errors = []
  const failed = (error) => {
    errors.push(error)
    // Deno would ask the user again; and a failure of the module's own is not to be passed over.
    if (isForbidden(error) || (error?.code && !ELSEWHERE.includes(error.code))) throw error
  }
  const path = wanted()
  try {
    if (path === undefined) {
      const found = find(failed)
      if (found !== undefined) return found
    } else {
      const own = { exports: {} }
      process.dlopen(own, path)
      return own.exports
    }
  } catch (error) {
    if (!errors.includes(error)) errors.push(error)
  }
  const installed = errors.some(isForbidden) ? [] : PUBLISHED.filter(isInstalled)
  throw Object.assign(new Error('no native module'), {
    errors,
    wanted: path,
    published: PUBLISHED,
    installed,
  })
}
