// Installs the peers into `.peers/`, each with the package manager of its language; what cannot be installed is absent.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from '../cargo.ts'
import { HERE, PEERS } from '../paths.ts'
import type { Launch } from './peer.ts'

/** Peers of one language: which, and how they come here. */
interface Language {
  name: string
  peers: string[]
  /** Installs what is needed and gives how each of the peers is started. */
  install(): Launch[]
}

const VENV = join(PEERS, 'venv')
const NODE = join(PEERS, 'node')

const LANGUAGES: Language[] = [
  {
    name: 'python',
    peers: ['psutil', 'pypsutil'],
    install() {
      once('python', () => {
        run('python3', ['-m', 'venv', '--clear', VENV])
        run(join(VENV, 'bin/pip'), ['install', '--quiet', '-r', source('python/requirements.txt')])
      })
      const command = join(VENV, 'bin/python')
      return ['psutil', 'pypsutil'].map((name) => ({ command, args: [source('python/peer.py'), name] }))
    },
  },
  {
    name: 'node',
    peers: ['systeminformation', 'ps-list', 'pidusage'],
    install() {
      once('node', () => {
        cpSync(source('node'), NODE, { recursive: true })
        run('npm', ['ci', '--silent', '--no-audit', '--no-fund'], NODE)
      })
      const peers = ['systeminformation', 'ps-list', 'pidusage']
      return peers.map((name) => ({ command: process.execPath, args: [join(NODE, 'peer.mjs'), name] }))
    },
  },
  {
    name: 'go',
    peers: ['gopsutil'],
    install() {
      const program = join(PEERS, 'gopsutil')
      once('go', () => run('go', ['build', '-o', program, '.'], source('go')))
      return [{ command: program, args: [] }]
    },
  },
  {
    name: 'rust',
    peers: ['sysinfo'],
    install: () => [{ command: build('benchmark-peer', 'benchmark-peer'), args: [] }],
  },
]

/** Peers that are here, and those that are not, with the reason. */
export interface Installed {
  launches: Launch[]
  absent: Record<string, string>
}

export function installPeers(tell: (text: string) => void): Installed {
  const launches: Launch[] = []
  const absent: Record<string, string> = {}
  mkdirSync(PEERS, { recursive: true })
  for (const { name, peers, install } of LANGUAGES) {
    tell(`peers: ${name}`)
    try {
      launches.push(...install())
    } catch (error) {
      for (const peer of peers) absent[peer] = error instanceof Error ? error.message : String(error)
    }
  }
  return { launches, absent }
}

function source(path: string): string {
  return join(HERE, 'peers', path)
}

function run(command: string, args: string[], cwd = HERE): void {
  const { status, error } = spawnSync(command, args, { cwd, stdio: ['ignore', 2, 2] })
  if (error !== undefined) throw new Error(`${command} was not found`)
  if (status !== 0) throw new Error(`${command} ${args[0]} has failed`)
}

/** Does it unless it was done with the very same files. */
function once(language: string, install: () => void): void {
  const stamp = join(PEERS, `${language}.stamp`)
  const folder = source(language)
  const files = readdirSync(folder).sort()
  const now = files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\0')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  install()
  writeFileSync(stamp, now)
}
