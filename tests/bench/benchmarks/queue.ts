import { countOf } from '@contract/chunks.ts';
import type { Benchmark } from '../benchmark.ts';
import { against, type Figure, median, percentile } from '../figures.ts';
import { type BareMessages, bareMessages } from '../support/bare-messages.ts';
import { spawnOne, widenLimits } from '../support/bench-host.ts';
import type { Ground } from '../support/ground.ts';
import { openHost, type ProjectHost } from '../support/project-host.ts';

const instances = 50;
const each = 10;
const warmUp = 2;
const turns = 8;
/** So many in the view, to see whether a message costs more the more there were before it. */
const counts = [10_000, 100_000];
/** Messages to everyone that are written before they are read, while the view is filled. */
const together = 20;
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

const measure = async (
  host: ProjectHost,
  ids: readonly string[],
  bare: (to: string, text: string) => void,
) => {
  const ours: Turn[] = [];
  const rates: number[] = [];
  for (let turn = 0; turn < warmUp + turns; turn++) {
    const took: number[] = [];
    const began = performance.now();
    await Promise.all(ids.map((id) => converse(host, id, took)));
    const between = performance.now();
    for (let count = 0; count < each; count++) for (const id of ids) bare(id, text);
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

/** Brings the count of messages in the view, and in the bare log, to `count`: a group is written to, and each reads all of it. */
const fill = async (host: ProjectHost, ids: readonly string[], bare: BareMessages, count: number) => {
  while (countOf((await host.call('view.get', {})).messages) < count) {
    for (let at = 0; at < together; at++) {
      await host.call('messages.send', { to: 'role:specialist', text });
      bare.fill(ids, text);
    }
    for (const id of ids) await host.callAs(id, 'messages.readInbox', { limit: together });
  }
};

const figuresOf = (after: string, { rate, took, bare }: Awaited<ReturnType<typeof measure>>): Figure[] => [
  against(
    { name: `stored and handed over${after}`, value: rate, unit: 'messages/s', goal: { atLeast: 0.3 } },
    { name: 'bare better-sqlite3, the same rows', value: bare },
  ),
  { name: `send to read, ${instances} at once, p99${after}`, value: percentile(took, 0.99), unit: 'ms' },
];

const queue = async (ground: Ground): Promise<Figure[]> => {
  const host = await openHost(ground);
  await widenLimits(host);
  ground.say(`starting ${instances} shells`);
  const ids: string[] = [];
  for (let at = 0; at < instances; at++) ids.push((await spawnOne(host, 'shell')).id);
  const bare = bareMessages(ground);
  ground.say(`${instances} instances, ${each} messages each, ${turns} times`);
  const figures = figuresOf('', await measure(host, ids, bare.pass));
  for (const count of counts) {
    ground.say(`${count} messages`);
    await fill(host, ids, bare, count);
    figures.push(...figuresOf(` after ${count}`, await measure(host, ids, bare.pass)));
  }
  return figures;
};

export const queueBenchmark: Benchmark = {
  name: 'queue',
  title: 'Messages through the queue: stored, and handed over to 50 instances',
  run: queue,
};
