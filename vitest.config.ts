import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Vitest leaves a core free by default; of two that is half the machine.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{app,lib,etl}/**/*.test.{ts,tsx}'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          pool: 'forks',
          // Outside a server build the package throws on purpose.
          alias: { 'server-only': join(import.meta.dirname, 'node_modules/server-only/empty.js') },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          globalSetup: ['e2e/setup.ts'],
          setupFiles: ['e2e/fetch-as.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          // One page loads while the other is looked at: a browser and a server are two processes.
          maxConcurrency: 2,
        },
      },
    ],
  },
})
