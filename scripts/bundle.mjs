// Puts the modules of src into few files of dist: loading a package takes its time per file.
// The declarations stay one for each module; tsc writes them.
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'

// What a stack trace and `.name` show.
const keepNames = { function: true, class: true }

await build({
  cwd: fileURLToPath(new URL('..', import.meta.url)),
  input: { index: 'src/index.ts', promises: 'src/promises.ts', 'cli/bin': 'src/cli/bin.ts' },
  platform: 'node',
  // It stays what it is, by hand and CommonJS: bundlers of our users find the native module through it.
  external: ['../native.cjs'],
  logLevel: 'warn',
  output: {
    dir: 'dist',
    cleanDir: true,
    comments: false, // they stand in the declarations, where editors look
    minifyInternalExports: true,
    minify: { mangle: { keepNames }, compress: { keepNames }, codegen: { removeWhitespace: true } },
    chunkFileNames: ({ moduleIds }) =>
      moduleIds.every((id) => id.includes('/src/cli/')) ? 'cli/[name].js' : '[name].js',
    codeSplitting: {
      groups: [
        // What the program needs in order to say that there is no native module.
        { name: 'errors', test: /src\/(arguments|errors)\.ts$/ },
        // What `psutil-native` and `psutil-native/promises` have in common, state above all.
        { name: 'shared', test: /src\/(?!cli\/|promises|popen|index\.ts)/ },
      ],
    },
  },
})
