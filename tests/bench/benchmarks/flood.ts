import type { Benchmark } from '../benchmark.ts';
import { against, type Figure, median, percentile } from '../figures.ts';
import { bareTmux } from '../support/bare-tmux.ts';
import { type BenchHost, screenShows, spawnOne, untilTrue } from '../support/bench-host.ts';
import { echoProfile, programProfile } from '../support/echo-profile.ts';
import { type Ground, programOf } from '../support/ground.ts';
import { openHost } from '../support/project-host.ts';

const megabytes = 24;
const rounds = 3;
const quietKeys = 300;
/** Floods under which keys are typed: enough of them for some hundred keys. */
const floodsWithKeys = 3;

/** Between keys, more than the 5 ms for which a viewer's output is gathered: nobody types faster. */
const paceMs = 10;

const enter = Buffer.from('\r');

const flood = async (ground: Ground): Promise<Figure[]> => {
  echoProfile(ground);
  programProfile(ground, 'flood', [String(megabytes)]);
  const host = await openHost(ground);
  const source = await startFlood(host);
  const echo = await startEcho(host);
  const program = [process.execPath, programOf(ground, 'flood.mjs'), String(megabytes)];
  const bare = await bareTmux(ground, program);
  await untilTrue('the bare program is ready', () => bare.received() > 0);

  const ours: number[] = [];
  const drained: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    ground.say(
      `flood ${round} of ${rounds}: ${megabytes} MB into the screen, ${megabytes} MB into the bare client`,
    );
    drained.push(speed(await bare.keyToOutput('\r', `flooded ${round}.`)));
    ours.push(speed(await source.flood()));
  }
  ground.say(`${quietKeys} keys into a quiet machine`);
  const quiet: number[] = [];
  while (quiet.length < quietKeys) quiet.push(await echo.press());
  const meanwhile: number[] = [];
  for (let round = 1; round <= floodsWithKeys; round++) {
    ground.say(`keys beside a flood, ${round} of ${floodsWithKeys}`);
    let flooding = true;
    const over = source.flood().finally(() => {
      flooding = false;
    });
    while (flooding) meanwhile.push(await echo.press());
    await over;
  }
  return [
    against(
      { name: 'flood into the screen', value: median(ours), unit: 'MB/s', goal: { atLeast: 0.6 } },
      { name: 'bare control client drains', value: median(drained) },
    ),
    against(
      {
        name: 'key to screen beside a flood, p99',
        value: percentile(meanwhile, 0.99),
        unit: 'ms',
        goal: { atMost: 5 },
        note: `of ${meanwhile.length} keys`,
      },
      { name: 'quiet, p99', value: percentile(quiet, 0.99) },
    ),
    against(
      { name: 'key to screen beside a flood, p50', value: median(meanwhile), unit: 'ms' },
      { name: 'quiet, p50', value: median(quiet) },
    ),
  ];
};

const speed = (ms: number): number => megabytes / (ms / 1000);

/** A pane that floods when asked, until the screen has parsed the last of it; ms. */
const startFlood = async (host: BenchHost): Promise<{ flood(): Promise<number> }> => {
  const { id } = await spawnOne(host, 'flood');
  await untilTrue('the flooding program is ready', () => screenShows(host, id, 'flood is ready'));
  let floods = 0;
  return {
    flood: async () => {
      const from = performance.now();
      const last = `flooded ${++floods}.`;
      await host.call('instances.type', { id, bytes: enter });
      // A look is answered in its turn, when all that came before it is parsed.
      await untilTrue('the flood is over', () => screenShows(host, id, last), 20);
      return performance.now() - from;
    },
  };
};

/** A pane that echoes; ms from the key until the headless screen has the echo. */
const startEcho = async (host: BenchHost): Promise<{ press(): Promise<number> }> => {
  const { id } = await spawnOne(host, 'echo');
  await untilTrue('the echoing program is ready', () => screenShows(host, id, 'echo is ready'));
  const decoder = new TextDecoder();
  let heard = '';
  let wake = (): void => {};
  const following = host.followTerminal(id, (item) => {
    if (item.kind === 'output') {
      heard = (heard + decoder.decode(item.bytes, { stream: true })).slice(-200);
      following.ack(item.bytes.length);
    }
    wake();
  });
  let keys = 0;
  return {
    press: async () => {
      await new Promise((resolve) => setTimeout(resolve, paceMs));
      const text = `took ${++keys}.`;
      const from = performance.now();
      await host.call('instances.type', { id, bytes: enter });
      while (!heard.includes(text)) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (!(await screenShows(host, id, text))) throw new Error(`the screen does not have ${text}`);
      return performance.now() - from;
    },
  };
};

export const floodBenchmark: Benchmark = { name: 'flood', title: 'One pane that floods', run: flood };
