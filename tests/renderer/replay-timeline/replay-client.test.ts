import type { TuttiEvent } from '@contract/events.ts';
import type { RecordedItem, RecordPlace } from '@contract/recordings.ts';
import { reduce } from '@contract/reduce.ts';
import { ok } from '@contract/result.ts';
import type { TerminalItem } from '@contract/terminals.ts';
import { emptyView, type View } from '@contract/view.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TuttiClient } from '../../../src-renderer/connection/client.ts';
import { createProjectState } from '../../../src-renderer/connection/project-state.ts';
import { looping, mark, pause, play, withSpeed } from '../../../src-renderer/replay-timeline/player.ts';
import { createReplayClient } from '../../../src-renderer/replay-timeline/replay-client.ts';
import { sampleRun } from '../../support/sample-events.ts';
import { clockByHand, settle } from './clock-by-hand.ts';

const { events } = sampleRun(17, 1_000_000);
const range = { from: events[0]?.at ?? 0, to: (events.at(-1)?.at ?? 0) + 5000 };

const viewAt = (at: number): View => events.filter((event) => event.at <= at).reduce(reduce, emptyView);

const textOf = (number: number): string => `line ${number}\n`;

/** Ten lines a second, of an instance that began with the run. */
const records: RecordedItem[] = Array.from({ length: 600 }, (_, number) => ({
  at: range.from + number * 100,
  offset: number * 10,
  record: { kind: 'output', bytes: new TextEncoder().encode(textOf(number)) },
}));

/** What is asked of the recording, whichever verb it is of. */
interface Asked {
  readonly at: number;
  readonly after: number;
  readonly limit: number;
  readonly moment: { readonly at: number };
  readonly from: RecordPlace;
  readonly kinds?: readonly string[];
}

/** What a host answers of the recording; each answer comes later, and so do those to what was asked before it. */
const recorded = (asked: string[] = []): TuttiClient => {
  const answer = (verb: string, input: never): unknown => {
    const { at, after, limit, moment, from, kinds } = input as Asked;
    switch (verb) {
      case 'recordings.view':
        return viewAt(moment.at);
      case 'recordings.events':
        return events
          .filter(({ seq, kind }) => seq > after && (kinds?.includes(kind) ?? true))
          .slice(0, limit);
      case 'recordings.screen': {
        const before = records.filter((item) => item.at <= at);
        const keyframe = {
          at: range.from,
          offset: 0,
          size: { cols: 80, rows: 24 },
          data: 'K',
          pending: new Uint8Array(),
        };
        return { keyframe, records: before, next: { chunk: 1, record: before.length }, exact: true };
      }
      case 'recordings.records': {
        const { record } = from;
        const items = records.slice(record, record + 40);
        return { items, next: items.length === 0 ? null : { chunk: 1, record: record + items.length } };
      }
      default:
        throw new Error(`the replay asked for ${verb}`);
    }
  };
  return {
    call: (async (verb: string, input: never) => {
      asked.push(verb);
      await Promise.resolve();
      return ok(answer(verb, input));
    }) as TuttiClient['call'],
    follow: () => {
      throw new Error('a recording is not followed live');
    },
    status: { kind: 'open' },
    onStatus: () => () => undefined,
    close: () => undefined,
  } as TuttiClient;
};

const byHand = () => clockByHand(range);

/** Before anything else is awaited, unless it was called off. */
const soon = (work: () => void): (() => void) => {
  let wanted = true;
  queueMicrotask(() => wanted && work());
  return () => {
    wanted = false;
  };
};

type Move =
  | { readonly kind: 'seek'; readonly share: number }
  | { readonly kind: 'pass'; readonly ms: number };
const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ kind: fc.constant('seek' as const), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 8000 }) }),
);

test('whatever is played and sought, the window shows the state as of the playhead', async () => {
  const property = fc.asyncProperty(
    fc.array(move, { maxLength: 20 }),
    fc.constantFrom(1, 4, 32),
    async (moves, speed) => {
      const { clock, pass } = byHand();
      const client = createReplayClient(recorded(), 12, clock);
      const project = createProjectState(client, soon);
      const stop = clock.onHead((_head, jumped) => {
        if (jumped) project.refresh();
      });
      clock.press((player, now) => withSpeed(play(player, now), speed as 1, now));
      for (const one of moves) {
        if (one.kind === 'seek') clock.seek(range.from + one.share * (range.to - range.from));
        else pass(one.ms);
        await settle();
        expect(project.get().view).toEqual(viewAt(clock.head));
        expect(project.get().recent.at(-1)?.seq ?? 0).toBe(viewAt(clock.head).seq);
      }
      stop();
      project.close();
      clock.stop();
    },
  );
  await fc.assert(property, { numRuns: 60 });
});

/** What a terminal shows that is fed these items: everything since it was last begun anew. */
const shownBy = (items: readonly TerminalItem[]): string =>
  items.reduce((text, item) => {
    if (item.kind === 'snapshot') return item.data;
    return item.kind === 'output' ? text + new TextDecoder().decode(item.bytes) : text;
  }, '');

const expected = (head: number): string =>
  `K${records
    .filter(({ at }) => at <= head)
    .map((_, number) => textOf(number))
    .join('')}`;

test('whatever is played and sought, a terminal shows what was written up to the playhead', async () => {
  const property = fc.asyncProperty(fc.array(move, { maxLength: 20 }), async (moves) => {
    const { clock, pass } = byHand();
    const items: TerminalItem[] = [];
    const client = createReplayClient(recorded(), 12, clock);
    const following = client.follow(
      'terminals.follow',
      { id: 'exec_1' },
      {
        onItem: (item) => void items.push(item),
        onEnd: () => undefined,
      },
    );
    clock.press(play);
    await settle();
    for (const one of moves) {
      if (one.kind === 'seek') clock.seek(range.from + one.share * (range.to - range.from));
      else pass(one.ms);
      await settle();
      expect(shownBy(items)).toBe(expected(clock.head));
    }
    following.cancel();
    clock.stop();
  });
  await fc.assert(property, { numRuns: 60 });
});

test('what is asked of the past is told as of the playhead, forwards and back', async () => {
  const { clock } = byHand();
  const client = createReplayClient(recorded(), 12, clock);
  const moments = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });
  const property = fc.asyncProperty(moments, fc.integer({ min: 1, max: 900 }), async (shares, limit) => {
    for (const share of shares) {
      clock.seek(range.from + share * (range.to - range.from));
      const before = events.filter(({ at }) => at <= clock.head);
      const newest = await client.call('events.list', { newest: true, limit });
      expect(newest).toEqual(ok(before.toReversed().slice(0, limit)));
      const stored = before.filter(({ kind }) => kind === 'message.stored');
      expect(await client.call('events.list', { kinds: ['message.stored'], limit: 5000 })).toEqual(
        ok(stored),
      );
      const last = stored.at(-1);
      if (last?.kind !== 'message.stored') continue;
      const { message } = last.data;
      // The sample names some of its messages twice.
      const texts = stored.map(({ data }) => (data as typeof last.data).message === message && data);
      const first = texts.find((data) => data !== false) as typeof last.data;
      expect(await client.call('messages.get', { message })).toMatchObject({
        value: { text: first.text, id: message },
      });
    }
    expect(await client.call('knowledge.get', { words: 'x' })).toEqual(ok({ entries: [], total: 0 }));
    expect(await client.call('host.preferences', {})).toEqual(ok(null));
  });
  await fc.assert(property, { numRuns: 30 });
});

test('a loop goes back to its first mark, and what is shown with it', async () => {
  const { clock, pass } = byHand();
  const jumps: number[] = [];
  clock.onHead((head, jumped) => {
    if (jumped) jumps.push(head - range.from);
  });
  clock.seek(range.from + 1000);
  clock.press((player, now) => mark(player, 'in', now));
  clock.seek(range.from + 3000);
  clock.press((player, now) => looping(mark(player, 'out', now), true, now));
  clock.seek(range.from + 2500);
  clock.press(play);
  pass(400);
  pass(400);
  expect(jumps).toEqual([1000, 3000, 2500, 1300]);
});

test('at the end it stands; pressed again it begins anew', () => {
  const { clock, pass } = byHand();
  clock.press(play);
  pass(range.to - range.from + 1);
  expect(clock.head).toBe(range.to);
  expect(clock.player.since).toBeNull();
  clock.press(play);
  expect(clock.head).toBe(range.from);
  clock.press(pause);
});

test('nothing in a recording is changed, and what it does not have is not made up', async () => {
  const { clock } = byHand();
  const asked: string[] = [];
  const client = createReplayClient(recorded(asked), 12, clock);
  expect(await client.call('instances.terminate', { id: 'exec_1' })).toMatchObject({
    ok: false,
    error: { code: 'wrong_state', message: expect.stringContaining('recording') },
  });
  expect(await client.call('locks.list', {})).toMatchObject({ ok: false, error: { code: 'wrong_state' } });
  expect(asked).toEqual([]);
});

test('events that are not there yet are asked for again as the playhead moves, not at each frame', async () => {
  const { clock, pass } = byHand();
  const asked: string[] = [];
  const heard: TuttiEvent[] = [];
  const client = createReplayClient(recorded(asked), 12, clock);
  client.follow(
    'events.follow',
    { after: events.length },
    {
      onItem: (batch) => void heard.push(...batch),
      onEnd: () => undefined,
    },
  );
  clock.press(play);
  await settle();
  for (let frames = 0; frames < 60; frames += 1) {
    pass(16);
    await settle();
  }
  expect(heard).toEqual([]);
  expect(asked.length).toBeLessThan(6);
});
