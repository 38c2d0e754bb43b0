// What the package says, held against the programs that each system has for it: `ps`, `df`, `sysctl`, `vm_stat`,
// `procstat`, `fstat`, `netstat`, `ifconfig`. Run where it is installed, as smoke.test.mjs; a program that is not there is skipped.
// Needs the folder `oracles` beside it. The last test says that all of it has run.
import { test } from 'node:test'
import './oracles/processes.mjs'
import './oracles/files.mjs'
import './oracles/machine.mjs'
import './oracles/network.mjs'

test('the end', () => console.log('oracles: complete'))
