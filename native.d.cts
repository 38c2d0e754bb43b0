/** Loads the native module, or throws a `load.Failure`. */
declare function load(): typeof import('./index.js', { with: { 'resolution-mode': 'import' }})

declare namespace load {
  /** What was tried. */
  interface Failure extends Error {
    /** Why each place would not do; none if there is no place for this platform. */
    errors: unknown[]
    /** What `NAPI_RS_NATIVE_LIBRARY_PATH` says. */
    wanted: string | undefined
    /** The platforms that have packages. */
    published: string[]
    /** Those of them whose package is installed. */
    installed: string[]
  }
}

export = load
