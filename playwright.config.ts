import { defineConfig } from 'playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: /\.(test|spec)\.ts$/,
  outputDir: 'test-results/e2e',
  // One at a time: each test has an Electron, a tmux server and a dozen agents of its own on two cores.
  workers: 1,
  // A test that passes at the second try has found something.
  retries: 0,
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['line'], ['json', { outputFile: 'test-results/e2e.json' }]],
  // A trace makes each test half again as long: `--trace retain-on-failure` records those that one looks at.
  use: { trace: 'off', screenshot: 'only-on-failure' },
});
