// All that the package exports, called where it is installed: the same on Node, Deno and Bun, as root and as anybody.
// PSUTIL_SMOKE_NO_CHILDREN=1 leaves out what starts programs; without the permission for it that goes by itself.
// Needs the folder `smoke` beside it. The last test says that all of it has run.
import { test } from 'node:test'
import './smoke/machine.mjs'
import './smoke/process.mjs'
import './smoke/promises.mjs'
import './smoke/children.mjs'

test('the end', () => console.log('smoke: complete'))
