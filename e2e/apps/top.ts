// The busiest processes as JSON: what the program of a user may look like before a bundler gets it.
import assert from 'node:assert/strict'
import { NoSuchProcessError, Popen, Process, processes } from 'psutil-native'
import { Process as Later, processes as listed } from 'psutil-native/promises'

type Row = { pid: number; name: string | null; cpuTimes: { user: number; system: number } | null }

function seconds({ cpuTimes }: Row): number {
  return cpuTimes === null ? 0 : cpuTimes.user + cpuTimes.system
}

/** What asking one that has ended throws. Both entries must know the same class, so a bundle has it once. */
async function thrown(ask: () => unknown): Promise<string> {
  try {
    await ask()
  } catch (error) {
    assert(error instanceof NoSuchProcessError, String(error))
    return error.name
  }
  throw new Error('it was answered')
}

async function main(): Promise<void> {
  const rows: Row[] = await listed(['pid', 'name', 'cpuTimes'])
  const busiest = rows.toSorted((a, b) => seconds(b) - seconds(a)).slice(0, 5)

  const child = new Popen('sleep', ['60'])
  const [now, later] = [new Process(child.pid), new Later(child.pid)]
  assert(processes(['pid']).some(({ pid }) => pid === child.pid))
  child.kill()
  await child.wait()
  const errors = [await thrown(() => now.cwd()), await thrown(() => later.openFiles())]

  console.log(JSON.stringify({ me: new Process().pid, busiest, errors }, null, 2))
}

main()
