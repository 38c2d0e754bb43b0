import test from 'ava'
import { readPage, recipe, recipesOf, sectionOf } from '../../e2e/recipes.ts'
import { text } from '../house/sources.ts'

const PAGE = `# Cooking

| with                              | do        | copy               |
| --------------------------------- | --------- | ------------------ |
| [soup](#soup), [pie](#pie-hot)    | \`--stir\`  | \`out/\`, \`bowl.mjs\` |
| elsewhere: [bread](bread.md)      | wait      |                    |

## Soup

\`soup.config.mjs\`, with \`salt\` in
two lines:

\`\`\`js
export default { water: /\\d+/ }
\`\`\`
`

const COMMANDS = `
\`\`\`sh
boil --in pot \\
  --for 10
mv pot out
eat out
\`\`\`

## Pie, hot

\`\`\`sh
# of apples
bake apples
eat out
\`\`\`

\`\`\`sh
bake-all pears
eat out/pear
\`\`\`

## Leftovers

\`\`\`sh
fridge
\`\`\`
`

test('recipes are read as they stand', (t) => {
  t.deepEqual(recipesOf(readPage(PAGE + COMMANDS)), [
    {
      name: 'Soup',
      files: { 'soup.config.mjs': 'export default { water: /\\d+/ }\n' },
      copied: ['out/', 'bowl.mjs'],
      tool: 'boil',
      build: 'boil --in pot \\\n  --for 10\nmv pot out',
      start: 'eat out',
    },
    {
      name: 'Pie, hot, of apples',
      files: {},
      copied: ['out/', 'bowl.mjs'],
      tool: 'bake',
      build: 'bake apples',
      start: 'eat out',
    },
    {
      name: 'Pie, hot, bake-all',
      files: {},
      copied: ['out/', 'bowl.mjs'],
      tool: 'bake-all',
      build: 'bake-all pears',
      start: 'eat out/pear',
    },
  ])
})

test('a section that the table does not have is no recipe, and can be asked for', (t) => {
  const leftovers = sectionOf(readPage(PAGE + COMMANDS), 'Leftovers')
  t.deepEqual(leftovers, { title: 'Leftovers', copied: [], files: {}, scripts: ['fridge\n'] })
  t.throws(() => sectionOf([leftovers], 'Soup'), { message: 'the page has no section Soup' })
})

test('what cannot be followed is an error', (t) => {
  t.throws(() => readPage(PAGE), { message: 'the table leads to #pie-hot, which is not there' })
  t.throws(() => readPage('\n## Soup\n\n```json\n{}\n```\n'), { message: /^no name for the file/ })
  const section = { title: 'Soup', copied: ['out/'], files: {}, scripts: ['eat out\n'] }
  t.throws(() => recipe(section, 'eat out\n'), { message: 'Soup: nothing is made before eat out' })
})

for (const [page, others] of [
  ['docs/bundling.md', ['For another platform', 'When it does not work']],
  ['docs/executables.md', []],
] as const) {
  test(`${page}: all that can be run is in its table`, (t) => {
    const sections = readPage(text(page))
    const without = sections.filter(({ copied }) => copied.length === 0).map(({ title }) => title)
    t.deepEqual(without, [...others])
    const known = sections.flatMap(({ scripts, files }) => [...scripts, ...Object.values(files)])
    t.is(known.length, Array.from(text(page).matchAll(/^```\w/gm)).length)
  })
}
