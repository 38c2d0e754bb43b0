import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The top of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** The text of a file. */
export function text(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

/** Whether there is such a file. */
export function exists(path: string): boolean {
  return existsSync(join(ROOT, path))
}

/** All files below a directory that end in one of these, by their path from the top. */
export function filesBelow(directory: string, ...endings: string[]): string[] {
  const entries = readdirSync(join(ROOT, directory), { recursive: true, encoding: 'utf8' })
  const paths = entries.map((entry) => `${directory}/${entry}`)
  return paths.filter((path) => endings.some((ending) => path.endsWith(ending))).sort()
}

/** Rust without comments. */
export function rust(path: string): string {
  return text(path).replaceAll(/\/\/.*$/gm, '')
}

/** Rust without comments and without the modules of unit tests. */
export function rustOutsideTests(path: string): string {
  return rust(path).replaceAll(/^#\[cfg\(test\)\]\nmod \w+ \{\n[\s\S]*?^\}$/gm, '')
}

/** TypeScript without comments. */
export function typescript(path: string): string {
  return text(path)
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/^\s*\/\/.*$/gm, '')
}

/** What a TypeScript file imports or hands on from elsewhere. */
export function imports(path: string): { from: string; typeOnly: boolean }[] {
  const statements = typescript(path).matchAll(
    /^(?:import|export)\b(?<what>[^'"]*?)\bfrom\s*'(?<from>[^']+)'/gm,
  )
  return Array.from(statements, ({ groups }) => ({
    from: groups?.from ?? '',
    typeOnly: /^\s+type\s/.test(groups?.what ?? ''),
  }))
}
