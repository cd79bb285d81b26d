import type { Benchmark } from '../benchmark.ts';
import { type Figure, timesLess } from '../figures.ts';
import { spawnOne, widenLimits } from '../support/bench-host.ts';
import type { Ground } from '../support/ground.ts';
import { idleCost } from '../support/idle-cost.ts';
import { childrenOf } from '../support/process-cpu.ts';
import { serveHost } from '../support/served-host.ts';

const instances = 100;

const idle = async (ground: Ground): Promise<Figure[]> => {
  const host = await serveHost(ground);
  await widenLimits(host);
  ground.say(`spawning ${instances} shells`);
  await Promise.all(Array.from({ length: instances }, () => spawnOne(host, 'shell')));
  const cost = await idleCost(ground, [host.pid, ...childrenOf(host.pid)], instances);
  return [
    timesLess(
      {
        name: `host with ${instances} idle instances`,
        value: cost.host,
        unit: 'ms CPU/s',
        goal: { atLeast: 50 },
        note: cost.note,
      },
      { name: 'capture loop with its tmux processes', value: cost.loop },
    ),
    timesLess(
      { name: 'tmux server meanwhile', value: cost.server, unit: 'ms CPU/s' },
      { name: 'tmux server under the loop', value: cost.serverUnderLoop },
    ),
  ];
};

export const idleBenchmark: Benchmark = {
  name: 'idle',
  title: 'CPU of a host that has nothing to do',
  run: idle,
};
