import { join } from 'node:path';
import type { Benchmark } from '../benchmark.ts';
import { against, type Figure, median } from '../figures.ts';
import { spawnOne, untilTrue } from '../support/bench-host.ts';
import type { Ground } from '../support/ground.ts';
import { makeBranches, makeFiles, timed, typed } from '../support/many-branches.ts';
import { openHost } from '../support/project-host.ts';

const files = 1_000;
const branches = 40;
const turns = 5;
const warmUp = 1;

const merges = async (ground: Ground): Promise<Figure[]> => {
  await makeFiles(ground, files);
  const names = Array.from({ length: branches }, (_, at) => `work-${at}`);
  await makeBranches(ground, names, (at) => ({ [`src/part-${at % 20}/own-${at}.txt`]: `by ${at}\n` }));
  const git = typed(ground, ground.repository);
  const host = await openHost(ground);
  await spawnOne(host, 'shell');
  const queued = async (target: string): Promise<void> => {
    for (const source of names) await host.call('merges.request', { source, into: target, message: source });
    await untilTrue(
      `${target} has all`,
      async () => (await host.call('merges.list', { open: true })).length === 0,
      5,
    );
  };
  const byHand = async (folder: string): Promise<void> => {
    const there = typed(ground, folder);
    for (const name of names) await there('merge', '--quiet', '--no-ff', '-m', name, name);
  };
  const times = { ours: [] as number[], typed: [] as number[] };
  for (let turn = 0; turn < warmUp + turns; turn += 1) {
    ground.say(`turn ${turn + 1}`);
    const folder = join(ground.folder, `typed-${turn}`);
    await git('branch', `queued-${turn}`, 'main');
    await git('worktree', 'add', '--quiet', '-b', `typed-${turn}`, folder, 'main');
    const ours = await timed(() => queued(`queued-${turn}`));
    const others = await timed(() => byHand(folder));
    const same = await git('diff', '--quiet', `queued-${turn}`, `typed-${turn}`).then(
      () => true,
      () => false,
    );
    if (!same) throw new Error('the queue and git have merged something else');
    if (turn < warmUp) continue;
    times.ours.push(ours);
    times.typed.push(others);
  }
  return [
    against(
      {
        name: `${branches} branches through the queue, p50`,
        value: median(times.ours),
        unit: 'ms',
        goal: { atMost: 1.5 },
      },
      { name: 'git merge, one after the other', value: median(times.typed) },
    ),
  ];
};

export const mergesBenchmark: Benchmark = {
  name: 'merges',
  title: 'Branches merged through the queue',
  run: merges,
};
