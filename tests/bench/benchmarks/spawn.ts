import { join } from 'node:path';
import type { Benchmark } from '../benchmark.ts';
import { against, type Figure } from '../figures.ts';
import { type BenchHost, spawnOne, widenLimits } from '../support/bench-host.ts';
import { type Ground, run } from '../support/ground.ts';
import { openHost } from '../support/project-host.ts';

const windows = 100;
/** Fewer, as each costs a `git worktree add` on both sides. */
const worktrees = 30;
const together = 8;

const spawn = async (ground: Ground): Promise<Figure[]> => {
  const host = await openHost(ground);
  await widenLimits(host);
  // The first of everything (a run, statements, code) is not what is measured.
  await spawnOne(host, 'shell');
  await openBareServer(ground);
  ground.say(`${windows} instances, all asked for at once`);
  const atOnce = await took(() => each(windows, windows, () => spawnOne(host, 'shell')));
  ground.say(`${windows} windows by one tmux process each, ${together} at a time`);
  const parallel = await took(() => each(windows, together, () => bareWindow(ground, ground.repository)));
  ground.say(`${windows} instances, one after the other`);
  const inTurn = await took(() => each(windows, 1, () => spawnOne(host, 'shell')));
  ground.say(`${windows} windows by one tmux process each, one after the other`);
  const sequential = await took(() => each(windows, 1, () => bareWindow(ground, ground.repository)));
  return [
    against(
      { name: `${windows} instances at once`, value: atOnce, unit: 'ms' },
      { name: `${windows} tmux processes, ${together} at a time`, value: parallel },
    ),
    against(
      { name: `${windows} instances in turn`, value: inTurn, unit: 'ms' },
      { name: `${windows} tmux processes in turn`, value: sequential },
    ),
    ...(await withWorktrees(ground, host)),
  ];
};

const withWorktrees = async (ground: Ground, host: BenchHost): Promise<Figure[]> => {
  ground.say(`${worktrees} instances with worktrees`);
  const ours = await took(() => each(worktrees, worktrees, () => spawnOne(host, 'shell', 'worktree')));
  ground.say(`${worktrees} times git worktree add and tmux new-window`);
  let made = 0;
  const bare = await took(() =>
    each(worktrees, 1, async () => {
      const folder = join(ground.folder, `worktree-${++made}`);
      const args = ['worktree', 'add', '--quiet', '-b', `bench-${made}`, folder, 'HEAD'];
      await run('git', args, { cwd: ground.repository, env: ground.env });
      await bareWindow(ground, folder);
    }),
  );
  return [
    against(
      { name: `${worktrees} instances with worktrees`, value: ours, unit: 'ms' },
      { name: `${worktrees} times git worktree add, tmux new-window`, value: bare },
    ),
  ];
};

const bareArgs = (ground: Ground): string[] => ['-S', join(ground.env.TMUX_TMPDIR ?? '', 'bare', 'spawn')];

const openBareServer = async (ground: Ground): Promise<void> => {
  const { env } = ground;
  await run('mkdir', ['-p', join(env.TMUX_TMPDIR ?? '', 'bare')]);
  await run(
    'tmux',
    [...bareArgs(ground), '-f', '/dev/null', 'new-session', '-d', '-s', 'bare', '/bin/bash'],
    { env },
  );
};

const bareWindow = async (ground: Ground, cwd: string): Promise<void> => {
  const args = [...bareArgs(ground), 'new-window', '-d', '-t', 'bare:', '-c', cwd, '/bin/bash'];
  await run('tmux', args, { env: ground.env });
};

const took = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now();
  await work();
  return performance.now() - from;
};

/** Does a thing so many times, some at the same time. */
const each = async (times: number, atOnce: number, work: () => Promise<unknown>): Promise<void> => {
  let left = times;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
};

export const spawnBenchmark: Benchmark = { name: 'spawn', title: 'Time to spawn many instances', run: spawn };
