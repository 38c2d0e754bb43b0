// Executables, by the recipes of docs/executables.md.
import { dirname, resolve } from 'node:path'
import { type Consumer, type Ground, Unavailable } from '../consumer.ts'
import { cook, page } from '../cook.ts'
import { type Recipe, readPage, recipe, sectionOf } from '../recipes.ts'

const REPOSITORY = resolve(import.meta.dirname, '../..')
const BUILD = 'node --build-sea sea-config.json'
const FIRST_WITH_BUILD = 26

const sections = readPage(page(REPOSITORY, 'executables.md'))
const bun = sectionOf(sections, 'Bun')
const beside = sectionOf(sections, 'Node, native module beside it')
const single = sectionOf(sections, 'Node, one file')

/** The recipe for a version of Node: what is told for those that cannot build by themselves replaces that line. */
function forNode(major: number, { build, ...rest }: Recipe): Recipe {
  if (!build.includes(BUILD)) throw new Error(`${rest.name} has no ${BUILD}`)
  if (major >= FIRST_WITH_BUILD) return { ...rest, build }
  const [, instead = ''] = beside.scripts
  return { ...rest, build: build.replace(BUILD, () => instead) }
}

async function executable(ground: Ground, major: number, made: Recipe): Promise<void> {
  // The page names the platform of most people.
  const isNamed = !made.files['sea-config.json']?.includes('linux-x64-gnu')
  if (!isNamed && process.arch !== 'x64') throw new Unavailable('the recipe is for x64')
  const node = dirname(ground.node(major))
  if (major < FIRST_WITH_BUILD) ground.tool('postject')
  await cook(ground, forNode(major, made), { node })
}

export const EXECUTABLES: Consumer[] = [
  {
    name: 'Executable: Bun',
    quick: true,
    run: (ground) => cook(ground, recipe(bun, bun.scripts[0] ?? '')),
  },
  ...[beside, single].flatMap((section) => {
    const made = recipe(section, section.scripts[0] ?? '')
    return [20, 22, 24, 26].map((major) => ({
      name: `Executable: ${section.title.replace('Node', `Node ${major}`)}`,
      quick: false,
      run: (ground: Ground) => executable(ground, major, made),
    }))
  }),
]
