import { wrapMessage } from '@contract/envelope.ts';
import type { Benchmark } from '../benchmark.ts';
import { against, type Figure, median, percentile } from '../figures.ts';
import { bareClaude } from '../support/bare-claude.ts';
import { untilTrue } from '../support/bench-host.ts';
import { deliveries } from '../support/deliveries.ts';
import type { Ground } from '../support/ground.ts';
import { startHookRelay } from '../support/hook-relay.ts';
import { haveClaude, spawnClaude } from '../support/real-claude.ts';
import { serveHost } from '../support/served-host.ts';

const messages = 40;
const warmUp = 3;
/** That of the shipped profile: claude now and then swallows an Enter that comes straight after a paste. */
const pauseMs = 150;
/** After a turn, until its box is drawn and empty again: neither is measured while it draws. */
const restMs = 500;
const text = 'Are you there? Then say so, and nothing else.';

const delivery = async (ground: Ground): Promise<Figure[]> => {
  await haveClaude(ground);
  const relay = await startHookRelay(ground);
  const host = await serveHost(ground);
  ground.say('starting both claudes');
  const id = await spawnClaude(host);
  const bare = await bareClaude(ground, relay);
  const deliver = deliveries(host, id, text);
  const rest = async (): Promise<void> => {
    await untilTrue('it is ready', async () => {
      const instance = (await host.call('instances.list', {})).find((one) => one.id === id);
      return instance?.state === 'ready';
    });
    await new Promise((resolve) => setTimeout(resolve, restMs));
  };
  const took = { ours: [] as number[], paused: [] as number[], drawn: [] as number[], hasty: [] as number[] };
  let swallowed = 0;
  ground.say(`${messages} of each`);
  for (let turn = 0; turn < warmUp + messages; turn++) {
    await rest();
    const ours = await deliver();
    // The same bytes are pasted.
    const typed = wrapMessage({ id: `msg_${turn + 1}`, from: 'person' }, text);
    const paused = await bare.deliver(typed, pauseMs);
    await rest();
    const drawn = await bare.deliver(typed, 'drawn');
    await rest();
    const hasty = await bare.deliver(typed, 0);
    if (turn < warmUp) continue;
    took.ours.push(ours);
    if (paused !== null) took.paused.push(paused);
    if (drawn !== null) took.drawn.push(drawn);
    if (hasty === null) swallowed += 1;
    else took.hasty.push(hasty);
  }
  const note = `Enter straight after the paste was swallowed ${swallowed} of ${messages} times`;
  const figure = (name: string, value: number) => ({ name, value, unit: 'ms' });
  return [
    against(
      { ...figure('send to accepted, real claude, p50', median(took.ours)), goal: { atMost: 1.5 }, note },
      { name: 'bare paste, Enter, hook, p50', value: median(took.hasty) },
    ),
    against(figure('send to accepted, real claude, p50', median(took.ours)), {
      name: 'bare paste, Enter once it is drawn, hook, p50',
      value: median(took.drawn),
    }),
    against(figure('send to accepted, real claude, p50', median(took.ours)), {
      name: `bare paste, ${pauseMs} ms, Enter, hook, p50`,
      value: median(took.paused),
    }),
    against(figure('send to accepted, real claude, p99', percentile(took.ours, 0.99)), {
      name: `bare paste, ${pauseMs} ms, Enter, hook, p99`,
      value: percentile(took.paused, 0.99),
    }),
  ];
};

export const deliveryBenchmark: Benchmark = {
  name: 'delivery',
  title: 'A message to the real claude, from the call to its acceptance',
  run: delivery,
};
