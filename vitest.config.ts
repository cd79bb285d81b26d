import { defineConfig } from 'vitest/config';
import { alias } from './build/source-alias.mjs';

export default defineConfig({
  resolve: { alias },
  test: {
    // All but what has a runner of its own: Playwright's tests, and the measurements.
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/e2e/**', 'tests/bench/**'],
    environment: 'node',
    // Real tmux, git and SQLite on a busy two-core machine: generous, since only a hang should meet it.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Processes, not threads: tests load native modules and change their environment.
    pool: 'forks',
    maxWorkers: 2,
    passWithNoTests: true,
    restoreMocks: true,
  },
});
