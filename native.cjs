// Finds the native module: the generated loader first, then the platform package of the other libc, which
// the loader does not try once it has made up its mind. The names are written out so that bundlers see them.
'use strict'

function otherLibc() {
  if (process.platform !== 'linux') return undefined
  const candidates = {
    x64: [
      () => require('@psutil-native/binding-linux-x64-gnu'),
      () => require('@psutil-native/binding-linux-x64-musl'),
    ],
    arm64: [
      () => require('@psutil-native/binding-linux-arm64-gnu'),
      () => require('@psutil-native/binding-linux-arm64-musl'),
    ],
  }
  for (const candidate of candidates[process.arch] ?? []) {
    try {
      return candidate()
    } catch {
      // what the generated loader says is the better explanation
    }
  }
  return undefined
}

module.exports = function load() {
  try {
    return require('./binding.cjs')
  } catch (error) {
    const binding = otherLibc()
    if (binding === undefined) throw error
    return binding
  }
}
