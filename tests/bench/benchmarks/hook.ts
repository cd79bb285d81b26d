import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark } from '../benchmark.ts';
import { against, type Figure, median, percentile } from '../figures.ts';
import { spawnOne } from '../support/bench-host.ts';
import { type Ground, run } from '../support/ground.ts';
import { serveHost } from '../support/served-host.ts';

const commits = 40;
const warmUp = 4;
/** Locks that others hold meanwhile: none covers what is committed. */
const locks = 50;

/** The environment that a program was started with: what git in an instance's pane sees. Linux only. */
const environmentOf = (pid: number): Record<string, string> =>
  Object.fromEntries(
    readFileSync(`/proc/${pid}/environ`, 'utf8')
      .split('\0')
      .filter((entry) => entry.includes('='))
      .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );

/** One file's change is committed in a worktree of Tutti's; ms of `git commit`. */
const commit = async (cwd: string, env: Record<string, string>, number: number): Promise<number> => {
  writeFileSync(join(cwd, 'file-0.txt'), `a line of text ${number}\n`);
  await run('git', ['add', 'file-0.txt'], { cwd, env });
  const began = performance.now();
  await run('git', ['commit', '--quiet', '-m', `Change ${number}`], { cwd, env });
  return performance.now() - began;
};

const hook = async (ground: Ground): Promise<Figure[]> => {
  const host = await serveHost(ground);
  const { cwd, pid } = await spawnOne(host, 'shell', 'worktree');
  if (pid === null) throw new Error('the shell has no process');
  const paths = Array.from({ length: locks }, (_, at) => `src/part-${at}/main.ts`);
  for (const path of paths) await host.call('locks.acquire', { paths: [path] });
  const who = { GIT_AUTHOR_NAME: 'Bench', GIT_AUTHOR_EMAIL: 'bench@example.invalid' };
  const mine = { GIT_COMMITTER_NAME: who.GIT_AUTHOR_NAME, GIT_COMMITTER_EMAIL: who.GIT_AUTHOR_EMAIL };
  const hooked: Record<string, string> = { ...environmentOf(pid), ...who, ...mine };
  if (!hooked.GIT_CONFIG_PARAMETERS?.includes('hooksPath')) throw new Error('its git has no hook of Tutti’s');
  const { GIT_CONFIG_PARAMETERS: _hooks, ...plain } = hooked;
  ground.say(`${commits} commits with the hook, and as many without`);
  const took = { hooked: [] as number[], plain: [] as number[], extra: [] as number[] };
  for (let number = 0; number < warmUp + commits; number++) {
    const without = await commit(cwd, plain, 2 * number);
    const withIt = await commit(cwd, hooked, 2 * number + 1);
    if (number < warmUp) continue;
    took.plain.push(without);
    took.hooked.push(withIt);
    took.extra.push(withIt - without);
  }
  return [
    against(
      { name: 'git commit with the hook, p50', value: median(took.hooked), unit: 'ms' },
      { name: 'the same without', value: median(took.plain) },
    ),
    { name: 'what the hook adds, p50', value: median(took.extra), unit: 'ms', note: 'the goal is 100 ms' },
    { name: 'what the hook adds, p99', value: percentile(took.extra, 0.99), unit: 'ms' },
  ];
};

export const hookBenchmark: Benchmark = {
  name: 'hook',
  title: 'A commit in a worktree, with the hook that asks for locks and without',
  run: hook,
};
