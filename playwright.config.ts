import { defineConfig } from 'playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  workers: 1,
  // `npm test` runs one after the other.
  projects: [
    // One at a time: each test has an Electron, a tmux server and a dozen agents of its own on two cores.
    { name: 'whole', testMatch: /e2e\/(app|patterns)\/.*\.test\.ts$/ },
    // The window alone, before a host that is pretended: two at a time.
    { name: 'window', testMatch: /e2e\/(?!app\/|patterns\/).*\.test\.ts$/ },
  ],
  // A test that passes at the second try has found something.
  retries: 0,
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['line'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
});
