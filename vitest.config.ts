import { defineConfig } from 'vitest/config';
import { alias } from './build/source-alias.mjs';

export default defineConfig({
  resolve: { alias },
  test: {
    environment: 'node',
    // Real tmux, git and SQLite on a busy two-core machine: generous, since only a hang should meet it.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Processes, not threads: tests load native modules and change their environment.
    pool: 'forks',
    maxWorkers: 2,
    passWithNoTests: true,
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // All but what has a runner of its own: Playwright's tests, the measurements, the real agents.
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/e2e/**', 'tests/bench/**', 'tests/agents/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'agents',
          include: ['tests/agents/**/*.test.ts'],
          // Programs that draw in their own time, on a machine that does other things, too. One that passes at the second try is told.
          retry: 1,
          // The real CLIs, downloaded once into the shared cache.
          globalSetup: ['tests/support/agent-clis/have-agent-clis.ts'],
          // A CLI's first start in a new home takes up to 10 s here, and a test may start it several times.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
