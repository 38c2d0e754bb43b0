import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** This folder. */
export const HERE = fileURLToPath(new URL('.', import.meta.url))
/** The top of the repository. */
export const ROOT = join(HERE, '..')
/** Where the peers are installed. */
export const PEERS = join(HERE, '.peers')
