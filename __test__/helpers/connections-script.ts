// Run as another user or in other namespaces: the TCP connections and the interfaces that are seen from there.
import { netConnections, pernicNetIoCounters } from '../../src/index.ts'

process.stdout.write(
  JSON.stringify({ connections: netConnections('tcp'), interfaces: Object.keys(pernicNetIoCounters()) }),
)
