import type { Benchmark } from '../benchmark.ts';
import { against, type Figure, median } from '../figures.ts';
import { bareLocks } from '../support/bare-locks.ts';
import { spawnOne, widenLimits } from '../support/bench-host.ts';
import type { Ground } from '../support/ground.ts';
import { openHost, type ProjectHost } from '../support/project-host.ts';

const instances = 50;
/** Of each, in turn: what else the machine does meanwhile is the same for both. */
const turns = 15;
const warmUp = 3;
const pairsEach = 10;
const pairs = instances * pairsEach;

/** Pairs of lock and unlock a second. */
const perSecond = async (work: () => Promise<void> | void): Promise<number> => {
  const began = performance.now();
  await work();
  return (pairs / (performance.now() - began)) * 1000;
};

const lockAndUnlock = async (host: ProjectHost, id: string, path: string): Promise<void> => {
  for (let pair = 0; pair < pairsEach; pair++) {
    const { token } = await host.callAs(id, 'locks.acquire', { paths: [path], wait: 50 });
    if (token === null) throw new Error(`${id} waited 50 s for ${path}`);
    await host.callAs(id, 'locks.release', { token });
  }
};

const measure = async (
  ours: () => Promise<void>,
  bare: () => void,
): Promise<{ readonly ours: number; readonly bare: number }> => {
  const rates = { ours: [] as number[], bare: [] as number[] };
  for (let turn = 0; turn < warmUp + turns; turn++) {
    const [one, other] = [await perSecond(ours), await perSecond(bare)];
    if (turn < warmUp) continue;
    rates.ours.push(one);
    rates.bare.push(other);
  }
  return { ours: median(rates.ours), bare: median(rates.bare) };
};

const locks = async (ground: Ground): Promise<Figure[]> => {
  const host = await openHost(ground);
  await widenLimits(host);
  ground.say(`starting ${instances} shells`);
  const ids: string[] = [];
  for (let at = 0; at < instances; at++) ids.push((await spawnOne(host, 'shell')).id);
  const bare = bareLocks(ground);
  const wishes = ids.map((holder) => ({ holder, path: `src/${holder}/main.ts` }));

  ground.say('each its own file');
  const apart = await measure(
    async () => void (await Promise.all(wishes.map(({ holder, path }) => lockAndUnlock(host, holder, path)))),
    () => {
      for (let round = 0; round < pairsEach; round++) for (const wish of wishes) bare.pair(wish);
    },
  );
  ground.say('all the same file');
  const same = await measure(
    async () => void (await Promise.all(ids.map((id) => lockAndUnlock(host, id, 'package.json')))),
    () => {
      for (let round = 0; round < pairsEach; round++) bare.queue(ids, 'package.json');
    },
  );
  const goal = { atLeast: 0.3 };
  const unit = 'pairs/s';
  return [
    against(
      { name: `lock and unlock, ${instances} instances apart`, value: apart.ours, unit, goal },
      { name: 'bare better-sqlite3, the same rows', value: apart.bare },
    ),
    against(
      { name: `lock and unlock, ${instances} instances on one file`, value: same.ours, unit, goal },
      { name: 'bare better-sqlite3, the same rows', value: same.bare },
    ),
  ];
};

export const locksBenchmark: Benchmark = {
  name: 'locks',
  title: 'Locks granted and given back, with and without others who wait',
  run: locks,
};
