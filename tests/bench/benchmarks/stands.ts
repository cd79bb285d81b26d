import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitBranches } from '../../../src-main/adapters/git/branches/git-branches.ts';
import type { Benchmark } from '../benchmark.ts';
import { against, type Figure, median } from '../figures.ts';
import { demand } from '../support/bench-host.ts';
import type { Ground } from '../support/ground.ts';
import { makeBranches, makeFiles, timed, typed } from '../support/many-branches.ts';

/** As a middling repository has. */
const files = 3_000;
const worktrees = 100;
const branches = 40;
const turns = 15;
const warmUp = 2;

const nameOf = (at: number): string => `tutti/1/spec_1_1_${at + 1}`;

const measure = async (
  ours: (turn: number) => Promise<unknown>,
  others: (turn: number) => Promise<unknown>,
): Promise<{ readonly ours: number; readonly others: number }> => {
  const times = { ours: [] as number[], others: [] as number[] };
  for (let turn = 0; turn < warmUp + turns; turn += 1) {
    const [one, other] = [await timed(() => ours(turn)), await timed(() => others(turn))];
    if (turn < warmUp) continue;
    times.ours.push(one);
    times.others.push(other);
  }
  return { ours: median(times.ours), others: median(times.others) };
};

const stands = async (ground: Ground): Promise<Figure[]> => {
  await makeFiles(ground, files);
  const names = Array.from({ length: worktrees }, (_, at) => nameOf(at));
  // Each changes a file of its own; every eighth of them one that others change, too.
  await makeBranches(ground, names, (at) => ({
    [`src/part-${at % 50}/own-${at}.txt`]: `by ${at}\n`,
    ...(at % 8 === 0 ? { 'src/part-0/file-0.txt': `changed by ${at}\n` } : {}),
  }));
  const places = { root: ground.repository, stateFolder: join(ground.folder, 'state'), env: ground.env };
  const port = gitBranches(places);
  const folder = (at: number): string => join(ground.folder, 'trees', String(at));
  ground.say(`making ${worktrees} worktrees`);
  const git = typed(ground, ground.repository);
  for (const [at, name] of names.entries()) await git('worktree', 'add', '--quiet', folder(at), name);

  const wishes = names.map((branch, at) => ({ branch, base: 'main', worktree: folder(at) }));
  demand(await port.stands(wishes));
  const first = folder(0);
  const change = () => appendFileSync(join(first, 'src/part-1/file-50.txt'), 'one more line\n');
  ground.say('one file changed');
  const status = await measure(
    async () => {
      change();
      demand(await port.current());
      const [stands, open] = await Promise.all([port.stands(wishes), port.openLines(first)]);
      demand(stands);
      demand(open);
    },
    async () => {
      change();
      await typed(ground, first)('status', '--porcelain');
    },
  );

  ground.say('all pairs');
  const tips = await Promise.all(names.slice(0, branches).map((name) => git('rev-parse', name)));
  const pairs = tips.flatMap((one, at) => tips.slice(at + 1).map((other) => [one, other] as const));
  const predicted = await measure(
    async () => demand(await port.predict(pairs)),
    async (turn) => git('worktree', 'add', '--quiet', '--detach', join(ground.folder, `out-${turn}`), 'main'),
  );
  return [
    against(
      {
        name: `status of ${worktrees} worktrees after one file changed, p50`,
        value: status.ours,
        unit: 'ms',
        goal: { atMost: 3 },
      },
      { name: 'git status in one', value: status.others },
    ),
    against(
      {
        name: `prediction of all ${pairs.length} pairs of ${branches} branches, p50`,
        value: predicted.ours,
        unit: 'ms',
      },
      { name: `one checkout of ${files} files`, value: predicted.others },
    ),
  ];
};

export const standsBenchmark: Benchmark = {
  name: 'stands',
  title: 'Where branches stand, and which of them would conflict',
  run: stands,
};
