import { invalidType, invalidValue } from './arguments.ts'
import { AVAILABILITY } from './generated/availability.ts'

/** A system, in the words of `process.platform`. */
export type Platform = 'linux' | 'darwin' | 'freebsd' | 'openbsd' | 'netbsd'

/** A function (`cpuTimes`) or a member of `Process` (`process.exe`). */
export type Feature = keyof typeof AVAILABILITY

const PLATFORMS: readonly string[] = ['linux', 'darwin', 'freebsd', 'openbsd', 'netbsd'] satisfies Platform[]

/** Every feature there is, on whatever platform. */
export const features: readonly Feature[] = Object.freeze(Object.keys(AVAILABILITY) as Feature[])

/**
 * Whether a feature answers on a platform, by default on this one. Elsewhere it throws `UnsupportedError`.
 *
 * @throws {TypeError} if there is no such feature or platform
 */
export function isAvailable(feature: Feature, platform: Platform = thisPlatform()): boolean {
  if (typeof feature !== 'string') throw invalidType('feature', 'a string', feature)
  if (!Object.hasOwn(AVAILABILITY, feature)) {
    throw invalidValue('feature', `one of ${features.join(', ')}`, feature)
  }
  if (typeof platform !== 'string') throw invalidType('platform', 'a string', platform)
  if (!PLATFORMS.includes(platform)) {
    throw invalidValue('platform', `one of ${PLATFORMS.join(', ')}`, platform)
  }
  const on: readonly string[] = AVAILABILITY[feature]
  return on.includes(platform)
}

/** Android's kernel is Linux; a platform that we are not built for never gets as far as this. */
function thisPlatform(): Platform {
  const platform = process.platform === 'android' ? 'linux' : process.platform
  return platform as Platform
}
