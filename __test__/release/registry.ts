// A registry of packages in memory, as much of one as `npm view` and `npm publish` need.
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Packument {
  name: string
  versions: Record<string, unknown>
  'dist-tags': Record<string, string>
}

/** What it was told, and how it answers. */
export interface Registry {
  url: string
  /** The names that were published, in order. */
  published: string[]
  packuments: Map<string, Packument>
  /** Names that it refuses to publish. */
  refused: Set<string>
  /** Names that it says it does not know, that many times more. */
  hidden: Map<string, number>
  close(): void
}

async function body(request: IncomingMessage): Promise<Packument> {
  let text = ''
  for await (const chunk of request) text += chunk
  return JSON.parse(text)
}

/** Begins to answer on a port that the kernel chooses. */
export async function startRegistry(): Promise<Registry> {
  const packuments = new Map<string, Packument>()
  const published: string[] = []
  const refused = new Set<string>()
  const hidden = new Map<string, number>()

  async function answer(request: IncomingMessage): Promise<[number, unknown]> {
    const name = decodeURIComponent((request.url ?? '').slice(1).replace(/\?.*$/, ''))
    const known = packuments.get(name)
    if (request.method === 'PUT') {
      const sent = await body(request)
      if (refused.has(name)) return [403, { error: 'refused' }]
      const versions = { ...known?.versions, ...sent.versions }
      packuments.set(name, { name, versions, 'dist-tags': { ...known?.['dist-tags'], ...sent['dist-tags'] } })
      published.push(name)
      return [201, { ok: true }]
    }
    const times = known === undefined ? 0 : (hidden.get(name) ?? 0)
    if (times > 0) hidden.set(name, times - 1)
    return known === undefined || times > 0 ? [404, { error: 'not found' }] : [200, known]
  }

  const server = createServer((request, response) => {
    answer(request).then(([status, value]) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return { url, published, packuments, refused, hidden, close: () => server.close() }
}
