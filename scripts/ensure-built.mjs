// Builds what is missing, so that `npm start` works on a fresh checkout.
import { existsSync, readdirSync } from 'node:fs'

const root = new URL('../', import.meta.url)
const hasBinding = readdirSync(root).some((name) => name.endsWith('.node'))

if (!hasBinding || !existsSync(new URL('dist/cli/bin.js', root))) await import('./build.mjs')
