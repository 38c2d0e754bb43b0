import process from 'node:process'

// Most specs hold an answer of the kernel against /proc, or make a Linux do something odd. The other systems have
// e2e/smoke.test.mjs and e2e/oracles.test.mjs for that, and here what asks no kernel.
const ANYWHERE = [
  '__test__/{answers,arguments,cells,cpu-percent,handle,listed,machine,oneshot,socket-table,table}.spec.ts',
  '__test__/benchmark/*.spec.ts',
  '__test__/cli/{bar,commands,cores,data,flow,format,grid,percent,style,table,text,width}.spec.ts',
  '__test__/house/{kernels,layers,workflows}.spec.ts',
]

// biome-ignore lint/style/noDefaultExport: ava takes no other
export default {
  extensions: ['ts'],
  files: process.platform === 'linux' ? ['__test__/**/*.spec.ts'] : ANYWHERE,
  nodeArguments: ['--import=tsx'],
  workerThreads: false,
  timeout: '2m',
}
