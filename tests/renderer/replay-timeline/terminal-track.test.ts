import type { RecordedItem, RecordedScreen, RecordPlace } from '@contract/recordings.ts';
import { ok } from '@contract/result.ts';
import { flow, type TerminalItem } from '@contract/terminals.ts';
import { expect, test } from 'vitest';
import type { TuttiClient } from '../../../src-renderer/connection/client.ts';
import { pause, play, withSpeed } from '../../../src-renderer/replay-timeline/player.ts';
import { TerminalTrack } from '../../../src-renderer/replay-timeline/terminal-track.ts';
import { clockByHand, settle } from './clock-by-hand.ts';

const range = { from: 1_000_000, to: 1_060_000 };

/** A piece of a flood: 16 KB, which say when they came. */
const piece = (at: number): Uint8Array => {
  const bytes = new Uint8Array(16_384).fill(46);
  bytes.set(new TextEncoder().encode(`<${at}>`));
  return bytes;
};

/** A flood of 12 MB/s for a minute, with a keyframe every 192 KB: 16 KB each 1.4 ms are some 12 each 16 ms. */
const perKeyframe = 12;
const everyMs = 16 / 12;
const recordAt = (number: number): RecordedItem => {
  const at = range.from + Math.floor(number * everyMs);
  return { at, offset: number * 16_384, record: { kind: 'output', bytes: piece(at) } };
};
const countUpTo = (at: number): number => Math.max(0, Math.ceil((Math.floor(at) - range.from + 1) / everyMs));

interface Asked {
  readonly at: number;
  readonly from: RecordPlace;
}

/** Answers each question `turns` later; counts how many are under way. */
const flooded = () => {
  const counts = { screens: 0, underWay: 0, mostUnderWay: 0 };
  const waiting: (() => void)[] = [];
  const screenAt = (at: number): RecordedScreen => {
    const end = countUpTo(at);
    const begin = Math.floor(end / perKeyframe) * perKeyframe;
    const size = { cols: 80, rows: 24 };
    const keyframe = { at, offset: begin, size, data: `K${begin}`, pending: new Uint8Array() };
    const records = Array.from({ length: end - begin }, (_, place) => recordAt(begin + place));
    return { keyframe, records, next: { chunk: 1, record: end }, exact: true };
  };
  const client = {
    call: async (verb: string, input: Asked) => {
      counts.underWay += 1;
      counts.mostUnderWay = Math.max(counts.mostUnderWay, counts.underWay);
      await new Promise<void>((come) => waiting.push(come));
      counts.underWay -= 1;
      if (verb === 'recordings.screen') {
        counts.screens += 1;
        return ok(screenAt(input.at));
      }
      const { record } = input.from;
      const last = countUpTo(range.to);
      const items = Array.from({ length: Math.min(16, last - record) }, (_, place) =>
        recordAt(record + place),
      );
      return ok({ items, next: items.length === 0 ? null : { chunk: 1, record: record + items.length } });
    },
  } as unknown as TuttiClient;
  const answer = async (): Promise<void> => {
    for (const come of waiting.splice(0)) come();
    await settle();
  };
  return { client, counts, answer };
};

/** A terminal that draws so many bytes a frame. */
const drawing = (bytesPerFrame: number) => {
  const items: TerminalItem[] = [];
  let given = 0;
  let undrawn = 0;
  let most = 0;
  const seen = (item: TerminalItem): void => {
    items.push(item);
    const bytes = item.kind === 'output' ? item.bytes.length : 0;
    given += bytes;
    undrawn += bytes;
    most = Math.max(most, undrawn);
  };
  return {
    items,
    seen,
    draw: (track: TerminalTrack): void => {
      const drawn = Math.min(undrawn, bytesPerFrame);
      undrawn -= drawn;
      if (drawn > 0) track.drawn(drawn);
    },
    counts: () => ({ given, undrawn, most }),
    /** When what it was last given came. */
    last: (): number => {
      const item = items.findLast(({ kind }) => kind === 'output');
      const text = item?.kind === 'output' ? new TextDecoder().decode(item.bytes.slice(0, 20)) : '';
      return Number(/<(\d+)>/.exec(text)?.[1] ?? 0);
    },
  };
};

const flood = async (speed: 1 | 32, frames: number, perFrame: number) => {
  const { clock, pass } = clockByHand(range);
  const host = flooded();
  const terminal = drawing(perFrame);
  const track = new TerminalTrack(
    host.client,
    clock,
    { run: 1, instance: 'exec_1' },
    {
      onItem: terminal.seen,
      onEnd: (error) => {
        throw new Error(error?.message);
      },
    },
  );
  await host.answer();
  clock.press((player, now) => withSpeed(play(player, now), speed, now));
  for (let frame = 0; frame < frames; frame += 1) {
    pass(16);
    await host.answer();
    terminal.draw(track);
  }
  return { clock, host, terminal, track, pass };
};

for (const speed of [1, 32] as const) {
  test(`of a flood at ${speed}x a terminal gets what it can draw, and then what the screen has come to`, async () => {
    const frames = 110;
    const { clock, host, terminal, track } = await flood(speed, frames, 320_000);
    const { given, most } = terminal.counts();
    const seconds = (frames * 16) / 1000;
    // A megabyte a second, and what comes in one piece before it is too much.
    expect(given).toBeLessThan(seconds * 1_000_000 + 1_200_000);
    expect(most).toBeLessThan(flow.high + 300_000);
    expect(host.counts.mostUnderWay).toBe(1);
    expect(host.counts.screens).toBeGreaterThan(2);
    // It stays behind the playhead by less than two seconds of the viewer.
    expect(clock.head - terminal.last()).toBeLessThan(2000 * speed);
    track.stop();
    clock.stop();
  });
}

test('a pause in a flood shows the screen of that very moment', async () => {
  const { clock, host, terminal, track } = await flood(32, 60, 320_000);
  clock.press(pause);
  for (let turns = 0; turns < 40; turns += 1) {
    await host.answer();
    terminal.draw(track);
  }
  expect(terminal.last()).toBe(recordAt(countUpTo(clock.head) - 1).at);
  expect(terminal.counts().undrawn).toBe(0);
  track.stop();
});

test('a terminal that draws nothing is given no more than what it can hold', async () => {
  const { terminal, host, track } = await flood(32, 200, 0);
  expect(terminal.counts().given).toBeLessThan(flow.high + 300_000);
  expect(host.counts.screens).toBeLessThan(3);
  track.stop();
});

test('a playhead that is dragged has one question under way, and ends with the screen of where it was left', async () => {
  const { clock } = clockByHand(range);
  const host = flooded();
  const terminal = drawing(2_000_000);
  const track = new TerminalTrack(
    host.client,
    clock,
    { run: 1, instance: 'exec_1' },
    {
      onItem: terminal.seen,
      onEnd: () => undefined,
    },
  );
  await host.answer();
  for (let step = 0; step < 300; step += 1) {
    clock.seek(range.from + ((step * 7919) % 60_000));
    if (step % 10 === 0) await host.answer();
    terminal.draw(track);
  }
  for (let turns = 0; turns < 5; turns += 1) {
    await host.answer();
    terminal.draw(track);
  }
  expect(host.counts.mostUnderWay).toBe(1);
  expect(host.counts.screens).toBeLessThan(40);
  expect(terminal.last()).toBe(recordAt(countUpTo(clock.head) - 1).at);
  track.stop();
});

test('what can’t be read before a screen is told as a gap, and the gaps that were recorded as such', async () => {
  const { clock } = clockByHand(range);
  const items: TerminalItem[] = [];
  const size = { cols: 80, rows: 24 };
  const screen: RecordedScreen = {
    keyframe: null,
    records: [
      { at: range.from, offset: 0, record: { kind: 'blank', size } },
      { at: range.from, offset: 0, record: { kind: 'gap', reason: 'the host was gone' } },
    ],
    next: { chunk: 1, record: 2 },
    exact: false,
  };
  const client = {
    call: async (verb: string) => ok(verb === 'recordings.screen' ? screen : { items: [], next: null }),
  } as unknown as TuttiClient;
  const track = new TerminalTrack(
    client,
    clock,
    { run: 1, instance: 'exec_1' },
    {
      onItem: (item) => void items.push(item),
      onEnd: () => undefined,
    },
  );
  await settle();
  expect(items.map(({ kind }) => kind)).toEqual(['snapshot', 'gap', 'snapshot', 'gap']);
  track.stop();
});
