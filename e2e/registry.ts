// A registry on loopback that has what was published in this run, and nothing else.
import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync } from 'node:fs'

export interface Settings {
  readonly node: string
  /** Where it keeps what is published. */
  readonly storage: string
  readonly env: Record<string, string>
}

/** Starts it, waits until it answers, and tells its address. It ends with this program, however that ends. */
export async function startRegistry(script: string, { node, storage, env }: Settings): Promise<string> {
  mkdirSync(storage, { recursive: true })
  const child = fork(script, [storage], {
    execPath: node,
    execArgv: [],
    cwd: storage,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const address = `http://127.0.0.1:${await portOf(child)}/`
  const answer = await fetch(new URL('-/ping', address))
  if (!answer.ok) throw new Error(`the registry answers ${answer.status}`)
  return address
}

function portOf(child: ChildProcess): Promise<number> {
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    // Read to its end, or it would wait for us one day.
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-10_000)
    })
  }
  return new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the registry ended (${code})\n${said}`)))
  })
}
