// Puts the modules of src into few files: loading a package takes its time per file.
// The declarations stay one per module, and come from tsc.
import { defineConfig } from 'rolldown'

export default defineConfig({
  input: { index: 'src/index.ts', promises: 'src/promises.ts', 'cli/bin': 'src/cli/bin.ts' },
  platform: 'node',
  // CommonJS, and beside the package's own: there the bundlers of our users see the native module.
  external: ['../native.cjs'],
  output: {
    dir: 'dist',
    cleanDir: true,
    comments: false, // they stand in the declarations, where editors look
    minifyInternalExports: false,
    chunkFileNames: ({ moduleIds }) =>
      moduleIds.every((id) => id.includes('/src/cli/')) ? 'cli/[name].js' : '[name].js',
    codeSplitting: {
      groups: [
        // What the program needs to say that there is no native module.
        { name: 'errors', test: /src\/(arguments|errors)\.ts$/ },
        // What `psutil-native` and `psutil-native/promises` have in common, state above all.
        { name: 'shared', test: /src\/(?!cli\/|promises|popen|index\.ts)/ },
      ],
    },
  },
})
