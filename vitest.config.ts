import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

/** What the files of a run share: the built worker of the store, and the data of a first start. */
const shared = ['engine/src/store/embedded/built-worker-for-tests.ts', 'engine/src/demo-data-for-tests.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['schemas/**/*.test.ts', 'engine/{src,cli,sandbox,soak,bench}/**/*.test.ts', 'seeds/**/*.test.ts'],
          environment: 'node',
          // Files share a process: loading the engine anew for each would take longer than most tests.
          isolate: false,
          globalSetup: shared,
          setupFiles: ['engine/src/nothing-left-for-tests.ts'],
          sequence: { groupOrder: 0 },
          maxWorkers: '100%',
          // Most files start a whole engine, which a busy machine does slowly.
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [vue()],
        test: {
          name: 'pages',
          include: ['{designer,checkout}/src/**/*.test.ts'],
          environment: 'happy-dom',
          // Files share a process, and the setup gives each a page and modules of its own.
          isolate: false,
          setupFiles: ['designer/src/testing/fresh-page.ts'],
          sequence: { groupOrder: 0 },
          maxWorkers: '100%',
          // The largest forms are mounted with everything in them, which a busy machine does slowly.
          testTimeout: 15_000,
        },
      },
      {
        // Whole stories through a real engine and a real Chromium: one at a time and after all else, so that nothing starves them.
        test: {
          name: 'stories',
          include: ['engine/stories/**/*.test.ts'],
          environment: 'node',
          globalSetup: shared,
          sequence: { groupOrder: 1 },
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
