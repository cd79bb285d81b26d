import type { Benchmark } from '../benchmark.ts';
import { against, type Figure, median, percentile } from '../figures.ts';
import { bareTmux } from '../support/bare-tmux.ts';
import { screenShows, spawnOne, untilTrue } from '../support/bench-host.ts';
import { deliveries } from '../support/deliveries.ts';
import { echoProfile } from '../support/echo-profile.ts';
import { type Ground, programOf } from '../support/ground.ts';
import { openHost } from '../support/project-host.ts';

const measured = 500;
const warmUp = 50;
/** So many more in the same run, to see whether a message costs more the more there were before it. */
const many = 2000;

const message = async (ground: Ground): Promise<Figure[]> => {
  echoProfile(ground);
  const host = await openHost(ground);
  const { id } = await spawnOne(host, 'echo');
  await untilTrue('the echoing program is ready', () => screenShows(host, id, 'echo is ready'));
  const deliver = deliveries(host, id, 'Are you there?');
  const bare = await bareTmux(ground, [process.execPath, programOf(ground, 'echo.mjs')]);
  let keys = 0;
  const press = () => bare.keyToOutput('\r', `took ${++keys}.`);
  await untilTrue('the bare program is ready', () => bare.received() > 0);
  await series(warmUp, deliver);
  await series(warmUp, press);

  ground.say(`${measured} messages, and as many keys`);
  const [ours, raw] = await inTurn(measured, deliver, press);
  ground.say(`${many} more messages`);
  await series(many, deliver);
  const [later, rawLater] = await inTurn(measured, deliver, press);
  const p50 = { name: 'raw tmux, key to output, p50', value: median(raw) };
  return [
    against({ name: 'send to accepted, p50', value: median(ours), unit: 'ms', goal: { atMost: 5 } }, p50),
    against(
      { name: 'send to accepted, p99', value: percentile(ours, 0.99), unit: 'ms' },
      { name: 'raw tmux, key to output, p99', value: percentile(raw, 0.99) },
    ),
    against(
      { name: `p50 after ${many} messages`, value: median(later), unit: 'ms' },
      { name: 'raw tmux, key to output, p50', value: median(rawLater) },
    ),
  ];
};

/** One of each, again and again: what else the machine does, and what it has in its caches, is the same for both. */
const inTurn = async (
  times: number,
  one: () => Promise<number>,
  other: () => Promise<number>,
): Promise<[number[], number[]]> => {
  const measures: [number[], number[]] = [[], []];
  for (let turn = 0; turn < times; turn++) {
    measures[0].push(await one());
    measures[1].push(await other());
  }
  return measures;
};

const series = async (times: number, measure: () => Promise<number>): Promise<number[]> => {
  const took: number[] = [];
  for (let turn = 0; turn < times; turn++) took.push(await measure());
  return took;
};

export const messageBenchmark: Benchmark = {
  name: 'message',
  title: 'A message, from the call to its acceptance',
  run: message,
};
