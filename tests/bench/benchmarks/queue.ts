import type { Benchmark } from '../benchmark.ts';
import { against, type Figure, median, percentile } from '../figures.ts';
import { bareMessages } from '../support/bare-messages.ts';
import { spawnOne, widenLimits } from '../support/bench-host.ts';
import type { Ground } from '../support/ground.ts';
import { openHost, type ProjectHost } from '../support/project-host.ts';

const instances = 50;
const each = 10;
const warmUp = 2;
const turns = 8;
/** So many more in the view, to see whether a message costs more the more there were before it. */
const many = 10_000;
const text = 'Run the tests of src/parse.ts again: the schema changed, and the parser with it.';

/** Messages a second, and how long each took from the call to its reader. */
interface Turn {
  readonly rate: number;
  readonly took: readonly number[];
}

/** One instance waits for its messages, and each is sent to it once it has the one before. */
const converse = async (host: ProjectHost, id: string, took: number[]): Promise<void> => {
  for (let count = 0; count < each; count++) {
    const waits = host.callAs(id, 'messages.readInbox', { waitSeconds: 50 });
    const began = performance.now();
    await host.call('messages.send', { to: id, text });
    const [message] = await waits;
    if (message?.text !== text) throw new Error(`${id} did not get its message`);
    took.push(performance.now() - began);
  }
};

const measure = async (host: ProjectHost, ids: readonly string[], bare: (text: string) => void) => {
  const ours: Turn[] = [];
  const rates: number[] = [];
  for (let turn = 0; turn < warmUp + turns; turn++) {
    const took: number[] = [];
    const began = performance.now();
    await Promise.all(ids.map((id) => converse(host, id, took)));
    const between = performance.now();
    for (let count = 0; count < instances * each; count++) bare(text);
    const ended = performance.now();
    if (turn < warmUp) continue;
    ours.push({ rate: (instances * each * 1000) / (between - began), took });
    rates.push((instances * each * 1000) / (ended - between));
  }
  return {
    rate: median(ours.map(({ rate }) => rate)),
    took: ours.flatMap(({ took }) => took),
    bare: median(rates),
  };
};

const queue = async (ground: Ground): Promise<Figure[]> => {
  const host = await openHost(ground);
  await widenLimits(host);
  ground.say(`starting ${instances} shells`);
  const ids: string[] = [];
  for (let at = 0; at < instances; at++) ids.push((await spawnOne(host, 'shell')).id);
  const { pass } = bareMessages(ground);
  ground.say(`${instances} instances, ${each} messages each, ${turns} times`);
  const early = await measure(host, ids, pass);
  ground.say(`${many} more messages`);
  while ((await host.call('view.get', {})).messages.length < many)
    await Promise.all(ids.map((id) => converse(host, id, [])));
  const late = await measure(host, ids, pass);
  const goal = { atLeast: 0.3 };
  const base = 'bare better-sqlite3, the same rows';
  return [
    against(
      { name: 'stored and handed over', value: early.rate, unit: 'messages/s', goal },
      { name: base, value: early.bare },
    ),
    { name: 'send to read, 50 at once, p99', value: percentile(early.took, 0.99), unit: 'ms' },
    against(
      { name: `after ${many} messages`, value: late.rate, unit: 'messages/s', goal },
      { name: base, value: late.bare },
    ),
    { name: `p99 after ${many} messages`, value: percentile(late.took, 0.99), unit: 'ms' },
  ];
};

export const queueBenchmark: Benchmark = {
  name: 'queue',
  title: 'Messages through the queue: stored, and handed over to 50 instances',
  run: queue,
};
