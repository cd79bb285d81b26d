import { runCli } from '../cli/run-cli.ts';

// The headless host as a program of its own: what `tutti serve` is.
await runCli(['serve', ...process.argv.slice(2)]);
