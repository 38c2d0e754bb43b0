/** Loads the native module, or throws what its loader says. */
declare function load(): typeof import('./index.js', { with: { 'resolution-mode': 'import' }})
export = load
