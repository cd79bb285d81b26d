import { defineConfig } from 'playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  // Each has a browser, and waits for it most of the time; an Electron with its tmux server and a dozen agents fills two cores alone.
  projects: [
    {
      name: 'pages',
      testMatch: /\.(test|spec)\.ts$/,
      testIgnore: /e2e\/app\//,
      outputDir: 'test-results/e2e/pages',
    },
    {
      name: 'app',
      testMatch: /e2e\/app\/.*\.(test|spec)\.ts$/,
      outputDir: 'test-results/e2e/app',
      workers: 1,
    },
  ],
  workers: 2,
  // A test that passes at the second try has found something.
  retries: 0,
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['line'], ['json', { outputFile: 'test-results/e2e.json' }]],
  // A trace makes each test half again as long: `--trace retain-on-failure` records those that one looks at.
  use: { trace: 'off', screenshot: 'only-on-failure' },
});
