import { defineConfig } from 'vitest/config';
import { alias } from './build/source-alias.mjs';

export default defineConfig({
  resolve: { alias },
  test: {
    include: ['tests/{core,adapters,hosts,faults,architecture,setup,renderer}/**/*.test.{ts,tsx}'],
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
