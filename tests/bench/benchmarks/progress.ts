import Database from 'better-sqlite3';
import type { Benchmark } from '../benchmark.ts';
import { against, type Figure, median } from '../figures.ts';
import type { Ground } from '../support/ground.ts';
import { openHost } from '../support/project-host.ts';
import { writeRun } from '../support/written-run.ts';

const instances = 200;
const measured = 300;
const warmUp = 50;

const timed = async (work: () => unknown): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

/** Monitoring all of a run, and reading as many rows one by one, in turn: what else the machine does is the same for both. */
const progress = async (ground: Ground): Promise<Figure[]> => {
  const { file, ids } = writeRun(ground, instances);
  const host = await openHost(ground);
  const { summary } = await host.call('progress.all', {});
  if (summary.total !== instances) throw new Error(`it tells of ${summary.total} instances`);
  const bare = new Database(file, { readonly: true });
  ground.onEnd(() => void bare.close());
  const row = bare.prepare('SELECT * FROM instances WHERE run = ? AND id = ?');
  const monitor = () => timed(() => host.call('progress.all', {}));
  const read = () => timed(() => ids.map((id) => row.get(1, id)));
  for (let turn = 0; turn < warmUp; turn++) await Promise.all([monitor(), read()]);
  ground.say(`all progress of ${instances} instances, ${measured} times`);
  const took: { monitor: number[]; read: number[] } = { monitor: [], read: [] };
  for (let turn = 0; turn < measured; turn++) {
    took.monitor.push(await monitor());
    took.read.push(await read());
  }
  return [
    against(
      {
        name: `progress.all of ${instances} instances, p50`,
        value: median(took.monitor),
        unit: 'ms',
        goal: { atMost: 5 },
      },
      { name: `${instances} single-row reads, bare better-sqlite3, p50`, value: median(took.read) },
    ),
  ];
};

export const progressBenchmark: Benchmark = {
  name: 'progress',
  title: 'The progress of everyone in a run, in one call',
  run: progress,
};
