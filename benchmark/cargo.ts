// The Rust of the benchmark, and where it lands.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { HERE } from './paths.ts'

const TARGET = process.env.CARGO_TARGET_DIR ?? join(HERE, 'target')

const built = new Set<string>()

/** Builds one of the crates of `benchmark/Cargo.toml` and gives the path of what it makes. */
export function build(crate: string, artifact: string): string {
  const path = join(TARGET, 'release', artifact)
  if (built.has(path)) return path
  const args = ['build', '--locked', '--release', '--quiet', '-p', crate, '--target-dir', TARGET]
  const manifest = ['--manifest-path', join(HERE, 'Cargo.toml')]
  const { status, error } = spawnSync('cargo', [...args, ...manifest], { stdio: ['ignore', 2, 2] })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`cargo could not build ${crate}`)
  built.add(path)
  return path
}
