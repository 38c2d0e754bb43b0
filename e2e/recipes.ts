// Reads recipes from a page of the documentation, so that what is run is what people read.
//
// A table names the sections and, in its last column, what to copy to where the result runs. A section has ```sh
// blocks; the last line of each runs what the lines before it have made. It may show files: a ```js or ```json
// block behind a paragraph that begins with the file's name.

export interface Section {
  readonly title: string
  /** What the table says is to be copied; none if the table does not have this section. */
  readonly copied: readonly string[]
  /** The files that it shows, by their names. */
  readonly files: Readonly<Record<string, string>>
  /** Its ```sh blocks. */
  readonly scripts: readonly string[]
}

export interface Recipe {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  readonly copied: readonly string[]
  /** The program that does it. */
  readonly tool: string
  /** The lines that make the result. */
  readonly build: string
  /** The line that runs it. */
  readonly start: string
}

export function readPage(markdown: string): Section[] {
  const [head = '', ...parts] = markdown.split(/^## /m)
  const copied = readTable(head)
  const sections = parts.map((part): Section => {
    const title = part.slice(0, part.indexOf('\n'))
    return {
      title,
      copied: copied.get(anchor(title)) ?? [],
      files: readFiles(part),
      scripts: readScripts(part),
    }
  })
  const anchors = new Set(sections.map(({ title }) => anchor(title)))
  for (const name of copied.keys()) {
    if (!anchors.has(name)) throw new Error(`the table leads to #${name}, which is not there`)
  }
  return sections
}

/** The section of this title. */
export function sectionOf(sections: readonly Section[], title: string): Section {
  const section = sections.find((each) => each.title === title)
  if (section === undefined) throw new Error(`the page has no section ${title}`)
  return section
}

/** The recipes of those sections that the table names. */
export function recipesOf(sections: readonly Section[]): Recipe[] {
  return sections
    .filter(({ copied }) => copied.length > 0)
    .flatMap((section) => section.scripts.map((script) => recipe(section, script)))
}

/** A script of a section as a recipe. */
export function recipe({ title, copied, files, scripts }: Section, script: string): Recipe {
  const [, comment, commands = ''] = /^(?:# (.*)\n)?([\s\S]*)$/.exec(script) ?? []
  const lines = commands.trimEnd().split('\n')
  const start = lines.pop() ?? ''
  const tool = /^[\w-]+/.exec(commands)?.[0] ?? ''
  if (lines.length === 0) throw new Error(`${title}: nothing is made before ${start}`)
  const which = comment ?? (scripts.length > 1 ? tool : undefined)
  const name = which === undefined ? title : `${title}, ${which}`
  return { name, files, copied, tool, build: lines.join('\n'), start }
}

/** From the anchors that the first column links to what the last column names. */
function readTable(head: string): Map<string, string[]> {
  const copied = new Map<string, string[]>()
  for (const [row] of head.matchAll(/^\|.*\|$/gm)) {
    const cells = row.slice(1, -1).split('|')
    const names = Array.from((cells.at(-1) ?? '').matchAll(/`(.+?)`/g), ([, name = '']) => name)
    for (const [, link = ''] of (cells[0] ?? '').matchAll(/\]\(#(.+?)\)/g)) copied.set(link, names)
  }
  return copied
}

/** As GitHub makes them of headings. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-')
}

function readFiles(part: string): Record<string, string> {
  const paragraph = /^`(?<name>[\w.-]+)`.*\n(?:.+\n)*\n/
  const block = /^```(?:js|json)\n(?<text>[\s\S]*?)^```$/
  const shown = part.matchAll(new RegExp(`(?:${paragraph.source})?${block.source}`, 'gm'))
  return Object.fromEntries(
    Array.from(shown, ({ groups }) => {
      if (groups?.name === undefined) throw new Error(`no name for the file ${groups?.text}`)
      return [groups.name, groups.text ?? '']
    }),
  )
}

function readScripts(part: string): string[] {
  return Array.from(part.matchAll(/^```sh\n(.*?)^```$/gms), ([, script = '']) => script)
}
