import { flow, type TerminalItem } from '@contract/terminals.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TerminalFeed } from '../../../src-main/core/recording/terminal-feed.ts';
import { FakeScreens } from '../../support/fake-screens.ts';
import { ManualClock, settle } from '../../support/manual-clock.ts';

const key = '1/exec_1';
const size = { cols: 80, rows: 24 };
const signs = { dialogs: [], waiting: [], busy: [], ready: [], done: [], limits: [], lines: 12 };

const setUp = () => {
  const clock = new ManualClock();
  const screens = new FakeScreens();
  const feed = new TerminalFeed(clock, screens);
  feed.open(key, { size, scrollback: 100, signs });
  feed.attach(key, '%1');
  return { clock, screens, feed };
};
const bytes = (length: number, fill = 120): Uint8Array => new Uint8Array(length).fill(fill);

/** What a viewer has on its screen after these items: a snapshot starts anew. */
const shown = (items: readonly TerminalItem[]): string => {
  const decoder = new TextDecoder();
  let text = '';
  for (const item of items) {
    if (item.kind === 'snapshot') text = item.data;
    if (item.kind === 'output') text += decoder.decode(item.bytes);
  }
  return text;
};

test('a viewer that comes late sees what one that was there from the start sees', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 20 }),
      fc.nat(20),
      async (texts, late) => {
        const { clock, feed } = setUp();
        const first: TerminalItem[] = [];
        const second: TerminalItem[] = [];
        feed.follow(key, (item) => first.push(item));
        for (const [at, text] of texts.entries()) {
          if (at === late) feed.follow(key, (item) => second.push(item));
          feed.output('%1', new TextEncoder().encode(text));
          if (at % 3 === 0) await clock.advance(2);
        }
        if (late >= texts.length) feed.follow(key, (item) => second.push(item));
        await clock.advance(100);
        expect(shown(second)).toBe(shown(first));
        expect(shown(first)).toBe(texts.join(''));
      },
    ),
    { numRuns: 50 },
  );
});

test('a viewer that does not acknowledge is sent no more than the limit, and goes on when it does', async () => {
  const { clock, feed } = setUp();
  const items: TerminalItem[] = [];
  const follower = feed.follow(key, (item) => items.push(item));
  await settle();
  for (let turn = 0; turn < 30; turn++) {
    feed.output('%1', bytes(10_000));
    await clock.advance(10);
  }
  const sent = (): number =>
    items.reduce((sum, item) => sum + (item.kind === 'output' ? item.bytes.length : 0), 0);
  expect(sent()).toBeGreaterThan(flow.high);
  expect(sent()).toBeLessThanOrEqual(flow.high + 20_000);
  follower.ack(sent());
  await clock.advance(10);
  expect(sent()).toBe(300_000);
});

test('one viewer that is stuck does not hold back another', async () => {
  const { clock, feed } = setUp();
  const quick: TerminalItem[] = [];
  feed.follow(key, () => undefined);
  const follower = feed.follow(key, (item) => {
    quick.push(item);
    if (item.kind === 'output') queueMicrotask(() => follower.ack(item.bytes.length));
  });
  await settle();
  for (let turn = 0; turn < 100; turn++) {
    feed.output('%1', bytes(10_000));
    await clock.advance(10);
  }
  expect(quick.reduce((sum, item) => sum + (item.kind === 'output' ? item.bytes.length : 0), 0)).toBe(
    1_000_000,
  );
});

test('a viewer that falls far behind gets a snapshot instead of the backlog', async () => {
  const { clock, feed } = setUp();
  const items: TerminalItem[] = [];
  const follower = feed.follow(key, (item) => items.push(item));
  await settle();
  for (let turn = 0; turn < 30; turn++) {
    feed.output('%1', bytes(100_000, 97 + (turn % 26)));
    await clock.advance(10);
  }
  const before = items.length;
  follower.ack(1_000_000);
  await clock.advance(10);
  expect(items.slice(before).map((item) => item.kind)).toEqual(['snapshot']);
  expect(shown(items)).toHaveLength(3_000_000);
});

test('what a pane says before it is claimed is not lost', async () => {
  const { feed, screens } = setUp();
  feed.output('%2', new TextEncoder().encode('early '));
  feed.open('1/exec_2', { size, scrollback: 100, signs });
  feed.attach('1/exec_2', '%2');
  feed.output('%2', new TextEncoder().encode('late'));
  expect((await screens.text('1/exec_2'))?.lines).toEqual(['early late']);
});

test('a gap is told, and what follows it is whole again', async () => {
  const { clock, feed } = setUp();
  const items: TerminalItem[] = [];
  feed.follow(key, (item) => items.push(item));
  await settle();
  feed.output('%1', new TextEncoder().encode('before'));
  await clock.advance(10);
  feed.resync(key, 'the client was lost', 'what tmux has');
  await clock.advance(10);
  expect(items.map((item) => item.kind)).toEqual(['snapshot', 'output', 'gap', 'snapshot']);
  expect(shown(items)).toContain('what tmux has');
});
