import { join } from 'node:path'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'

/** Browser tests that leave the hospital as it is, or have one of their own; the others write settings, lists, reports. */
const READING = [
  'figures',
  'last-good',
  'members',
  'pages',
  'pictures',
  'predicted',
  'sentinels',
  'serving',
  'small-cells',
].map((name) => `e2e/${name}.test.ts`)

/** Tests of what is asked and worked out, on databases of their own. */
const FIGURES = ['lib/{metrics,stats}/**/*.test.ts', 'etl/marts/**/*.test.ts']

// Who is held out for comparison, and who comes first of equals, follows from the key: every run tests the same people.
process.env.LONGRUN_HMAC_KEY = 'a key for tests only, thirty-two bytes or more'

export default defineConfig({
  test: {
    // Vitest leaves a core free by default; of two that is half the machine.
    maxWorkers: '100%',
    projects: [
      unit('unit-own', { exclude: FIGURES, isolate: true }),
      // They keep nothing between questions, so files may share a process: loading the engine costs more than asking it.
      unit('unit-shared', { include: FIGURES, isolate: false }),
      // Two lanes, each a file at a time on a hospital of its own: two processes may run them at once.
      browser('e2e-write', { exclude: READING }),
      browser('e2e-read', { include: READING }),
    ],
  },
})

/** Tests without a browser. */
function unit(
  name: string,
  files: { include?: string[]; exclude?: string[]; isolate: boolean },
): TestProjectConfiguration {
  return {
    test: {
      name,
      include: ['{app,lib,etl}/**/*.test.{ts,tsx}'],
      ...files,
      testTimeout: 120_000,
      hookTimeout: 120_000,
      pool: 'forks',
      // Outside a server build the package throws on purpose.
      alias: { 'server-only': join(import.meta.dirname, 'node_modules/server-only/empty.js') },
    },
  }
}

/** A lane of browser tests. */
function browser(name: string, files: { include?: string[]; exclude?: string[] }): TestProjectConfiguration {
  return {
    test: {
      name,
      include: ['e2e/**/*.test.ts'],
      ...files,
      globalSetup: ['e2e/setup.ts'],
      setupFiles: ['e2e/fetch-as.ts'],
      testTimeout: 120_000,
      hookTimeout: 180_000,
      fileParallelism: false,
      // One page loads while the other is looked at: a browser and a server are two processes.
      maxConcurrency: 2,
    },
  }
}
