import { join } from 'node:path';
import type { Page } from 'playwright';
import { confirming } from '../../support/model-api/confirming-claude.ts';
import { delay, text } from '../../support/model-api/reply.ts';
import type { Benchmark } from '../benchmark.ts';
import { type Figure, median, percentile, timesLess } from '../figures.ts';
import { openApp, tuttiArgs } from '../support/electron-app.ts';
import type { Ground } from '../support/ground.ts';
import { type HookRelay, startHookRelay } from '../support/hook-relay.ts';
import { haveClaude, relayedProfile, spawnClaude } from '../support/real-claude.ts';
import { serveHost } from '../support/served-host.ts';

const messages = 60;
const warmUp = 5;
const turnMs = 300;
/** What others look at their agents by, ms. */
const polls = [500, 2000, 5000];

const sign = async (ground: Ground): Promise<Figure[]> => {
  const api = await haveClaude(ground);
  const relay = await startHookRelay(ground);
  relayedProfile(ground, relay.url);
  const host = await serveHost(ground);
  // A turn that is over before a frame is drawn shows no work.
  api.setScript(confirming(() => [delay(turnMs), text('ok')]));
  ground.say('starting claude');
  const id = await spawnClaude(host, 'relayed');
  const userData = join(ground.folder, 'user-data');
  const { page } = await openApp(ground, tuttiArgs(ground), { userData, text: id });
  await watchState(page, id);
  ground.say(`${messages} messages`);
  const took: number[] = [];
  for (let turn = 0; turn < warmUp + messages; turn++) {
    const from = relay.calls.length;
    await host.call('messages.send', { to: id, text: `Are you there? ${turn}` });
    const late = [await shownAfter(page, relay, 'UserPromptSubmit', 'busy', from)];
    late.push(await shownAfter(page, relay, 'Stop', 'ready', from));
    if (turn >= warmUp) took.push(...late);
  }
  return figuresOf(took);
};

const figuresOf = (took: readonly number[]): Figure[] => {
  const note = `of ${took.length} changes; the ratio is how many times less; a poll is reckoned as if a look cost no time`;
  return polls.flatMap((interval) =>
    (
      [
        ['p50', median(took), interval / 2],
        ['p99', percentile(took, 0.99), interval * 0.99],
      ] as const
    ).map(([name, value, polled]) =>
      timesLess(
        {
          name: `claude's hook to the pixel, ${name}`,
          value,
          unit: 'ms',
          ...(interval === polls[0] && name === 'p50' ? { note } : {}),
        },
        { name: `a look each ${interval / 1000} s, ${name}`, value: polled },
      ),
    ),
  );
};

/** Notes when each state of an instance is on the screen: the frame after the one that draws it has begun. */
const watchState = (page: Page, id: string): Promise<void> =>
  page.evaluate((instance) => {
    const seen: { state: string; at: number }[] = [];
    Object.assign(window, { seenStates: seen });
    const item = document.getElementById(`tree-${instance}`);
    if (item === null) throw new Error('the instance is not in the tree');
    new MutationObserver(() => {
      const state = item.dataset.state ?? '';
      if (seen.at(-1)?.state === state) return;
      const entry = { state, at: Number.POSITIVE_INFINITY };
      seen.push(entry);
      requestAnimationFrame(() =>
        setTimeout(() => {
          entry.at = performance.timeOrigin + performance.now();
        }),
      );
    }).observe(item, { attributes: true, attributeFilter: ['data-state'] });
  }, id);

/** From a hook until the window shows what it told, ms. */
const shownAfter = async (
  page: Page,
  relay: HookRelay,
  event: string,
  state: string,
  from: number,
): Promise<number> => {
  const { at } = await relay.next(event, from);
  const shown = await page.waitForFunction(
    ([wanted, since]) => {
      const { seenStates } = window as unknown as { seenStates: { state: string; at: number }[] };
      const found = seenStates.find((one) => one.state === wanted && one.at > since);
      return found !== undefined && Number.isFinite(found.at) ? found.at : null;
    },
    [state, at] as const,
  );
  return Number(await shown.jsonValue()) - at;
};

export const signBenchmark: Benchmark = {
  name: 'sign',
  title: "From a hook of the real claude to the instance's new state on the screen",
  run: sign,
};
