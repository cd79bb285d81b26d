import type { Benchmark } from '../benchmark.ts';
import { type Figure, timesLess } from '../figures.ts';
import { widenLimits } from '../support/bench-host.ts';
import type { Ground } from '../support/ground.ts';
import { idleCost } from '../support/idle-cost.ts';
import { childrenOf } from '../support/process-cpu.ts';
import { haveClaude, spawnClaude } from '../support/real-claude.ts';
import { serveHost } from '../support/served-host.ts';

const claudes = 20;
/** At once: each start takes more than a second of a core. */
const together = 4;

const watching = async (ground: Ground): Promise<Figure[]> => {
  await haveClaude(ground);
  const host = await serveHost(ground);
  await widenLimits(host);
  for (let there = 0; there < claudes; there += together) {
    ground.say(`${there} of ${claudes} claudes`);
    await Promise.all(Array.from({ length: together }, () => spawnClaude(host)));
  }
  // Of the host's children one is tmux's client: the panes belong to tmux's server.
  const cost = await idleCost(ground, [host.pid, ...childrenOf(host.pid)], claudes);
  return [
    timesLess(
      {
        name: `host that watches ${claudes} idle claudes`,
        value: cost.host,
        unit: 'ms CPU/s',
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

export const claudesBenchmark: Benchmark = {
  name: 'claudes',
  title: `CPU of a host that watches ${claudes} real claudes at rest`,
  run: watching,
};
