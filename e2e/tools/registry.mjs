// The registry: Verdaccio in a process of its own, which ends with its parent. The first argument is the
// folder where it keeps what is published. Nothing is asked of other registries: there are no uplinks.
import { createRequire } from 'node:module'

const { runServer } = createRequire(import.meta.url)('verdaccio')
const [, , storage] = process.argv

const server = await runServer({
  configPath: `${storage}/config.yaml`,
  self_path: `${storage}/config.yaml`,
  storage: `${storage}/packages`,
  uplinks: {},
  packages: { '**': { access: '$all', publish: '$all', unpublish: [] } },
  auth: {},
  web: { enable: false },
  max_body_size: '64mb',
  log: { type: 'stdout', format: 'pretty', level: 'warn' },
})

// A port that the kernel chooses, on loopback alone.
server.listen(0, '127.0.0.1', () => process.send(server.address().port))
process.on('disconnect', () => process.exit(0))
