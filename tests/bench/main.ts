import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchmarks } from './benchmarks/all.ts';
import type { Outcome } from './figures.ts';
import { runOne } from './run-one.ts';
import { tableOf } from './table.ts';

// Two folders below the checkout, as a source file and as the built program out/bench/main.js alike.
const checkout = join(import.meta.dirname, '..', '..');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    /** Writes a CPU profile of each benchmark to out/profiles. */
    profile: { type: 'boolean', default: false },
    /** Runs it in this process: how `main` starts each one. */
    here: { type: 'boolean', default: false },
    /** Terminal output in the recording that is made to be read, in GB. */
    'recording-gb': { type: 'string', default: '2' },
    help: { type: 'boolean', default: false },
  },
});

process.env.TUTTI_BENCH_RECORDING_GB ??= values['recording-gb'];

const usage = `npm run bench -- [NAME...] [--json] [--profile] [--recording-gb N]\n${benchmarks
  .map(({ name, title }) => `  ${name.padEnd(10)}${title}`)
  .join('\n')}\n`;

/** Each in a process of its own: nobody pays for another one's garbage. */
const runApart = async (name: string): Promise<Outcome> => {
  const profiling = values.profile
    ? ['--cpu-prof', `--cpu-prof-dir=${join(checkout, 'out', 'profiles')}`]
    : [];
  const child = fork(fileURLToPath(import.meta.url), [name, '--here'], {
    execArgv: profiling,
    // Progress goes to stderr, so that stdout has the result alone.
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  let outcome: Outcome | null = null;
  child.on('message', (message) => {
    outcome = message as Outcome;
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return outcome ?? { benchmark: name, seconds: 0, figures: [], failure: `it ended with code ${code}` };
};

const runAll = async (names: readonly string[]): Promise<void> => {
  const outcomes: Outcome[] = [];
  for (const name of names) outcomes.push(await runApart(name));
  const report = { at: new Date().toISOString(), node: process.version, outcomes };
  mkdirSync(join(checkout, 'out'), { recursive: true });
  writeFileSync(join(checkout, 'out', 'bench.json'), `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : `${tableOf(outcomes)}\n`);
  if (outcomes.some(({ failure }) => failure !== undefined)) process.exitCode = 1;
};

const unknown = positionals.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
if (values.help) process.stdout.write(usage);
else if (unknown.length > 0) {
  process.stderr.write(`There is no benchmark ${unknown.join(', ')}.\n${usage}`);
  process.exitCode = 2;
} else if (values.here) await runOne(checkout, positionals[0] ?? '');
else await runAll(positionals.length > 0 ? positionals : benchmarks.map(({ name }) => name));
