import { join } from 'node:path';
import type { Benchmark } from '../benchmark.ts';
import { against, type Figure, median } from '../figures.ts';
import { spawnOne } from '../support/bench-host.ts';
import { bareArgs, openApp, tuttiArgs } from '../support/electron-app.ts';
import type { Ground } from '../support/ground.ts';
import { openHost } from '../support/project-host.ts';

const rounds = 3;

const startup = async (ground: Ground): Promise<Figure[]> => {
  // Something to show: an instance that an earlier host has left, and that the app adopts.
  const host = await openHost(ground);
  const { id } = await spawnOne(host, 'shell');
  await host.close();
  const took = { tutti: { cold: [], warm: [] }, bare: { cold: [], warm: [] } } as Took;
  for (let round = 1; round <= rounds; round++) {
    for (const [name, args] of [
      ['tutti', tuttiArgs(ground)],
      ['bare', bareArgs(ground)],
    ] as const) {
      const userData = join(ground.folder, `${name}-${round}`);
      for (const state of ['cold', 'warm'] as const) {
        ground.say(`${name}, ${state}, ${round} of ${rounds}`);
        const opened = await openApp(ground, args, { userData, text: id });
        took[name][state].push(opened.tookMs);
        await opened.quit();
      }
    }
  }
  return (['cold', 'warm'] as const).map((state) =>
    against(
      { name: `${state} start, to the list of instances`, value: median(took.tutti[state]), unit: 'ms' },
      { name: 'bare Electron window, to its text', value: median(took.bare[state]) },
    ),
  );
};

type Took = Record<'tutti' | 'bare', Record<'cold' | 'warm', number[]>>;

export const startupBenchmark: Benchmark = {
  name: 'startup',
  title: 'From the start of the process to a window that shows the instances',
  run: startup,
};
