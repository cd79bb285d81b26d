import { type Priority, priorities } from '@contract/priority.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ageingMs,
  byTurn,
  longestOvertakenMs,
  type Queued,
  rankOf,
} from '../../../src-main/core/model/message-order.ts';
import { MessageQueue } from '../../../src-main/core/model/message-queue.ts';

interface Sent extends Queued {
  readonly from: string;
}

const priority = fc.constantFrom(...priorities);
const sender = fc.constantFrom('exec_1', 'mgr_1_1', 'person');

/** What happens to a queue: a message is stored, the clock goes on, one is handed over, comes back, or is read elsewhere. */
type Step =
  | { readonly do: 'store'; readonly priority: Priority; readonly from: string }
  | { readonly do: 'wait'; readonly ms: number }
  | { readonly do: 'take' | 'miss' }
  | { readonly do: 'read'; readonly which: number };

const stepWith = (ms: fc.Arbitrary<number>): fc.Arbitrary<Step> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('store' as const), priority, from: sender }) },
    { weight: 3, arbitrary: fc.constantFrom<Step>({ do: 'take' }, { do: 'miss' }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('read' as const), which: fc.nat(99) }) },
  );
const forward = fc.integer({ min: 0, max: 2 * ageingMs });
const anyway = fc.integer({ min: -3 * ageingMs, max: 3 * ageingMs });

interface Taken {
  readonly message: Sent;
  readonly at: number;
  /** What else waited then. */
  readonly passed: readonly Sent[];
}

/** Plays steps on a queue, with what waits beside it in a plain list. */
const play = (steps: readonly Step[], look: (taken: Taken) => void): void => {
  const queue = new MessageQueue();
  let waiting: Sent[] = [];
  let now = 1_000_000_000;
  let place = 0;
  const take = (): Sent | undefined => {
    const next = queue.take(now, (id) => waiting.some((other) => other.id === id));
    const message = waiting.find(({ id }) => id === next?.id);
    expect(message === undefined, 'one is taken exactly when one waits').toBe(waiting.length === 0);
    if (message !== undefined) waiting = waiting.filter((other) => other !== message);
    if (message !== undefined) look({ message, at: now, passed: waiting });
    return message;
  };
  for (const step of steps) {
    if (step.do === 'store') {
      place += 1;
      const { priority, from } = step;
      const message: Sent = { id: `msg_${place}`, priority, from, storedAt: now, place };
      waiting.push(message);
      queue.add(message);
    } else if (step.do === 'wait') now += step.ms;
    else if (step.do === 'read') waiting = waiting.filter((_, at) => at !== step.which % waiting.length);
    else {
      const message = take();
      if (message === undefined || step.do === 'take') continue;
      waiting.push(message);
      queue.add(message);
    }
  }
  while (waiting.length > 0) take();
  expect(queue.first(now, () => false)).toBeUndefined();
  expect(queue.isEmpty).toBe(true);
};

test('it takes what a sort of all that waits would put first', () => {
  fc.assert(
    fc.property(fc.array(stepWith(forward), { maxLength: 80 }), (steps) => {
      play(steps, ({ message, at, passed }) => {
        expect([message, ...passed].sort(byTurn(at))[0]).toBe(message);
      });
    }),
    { numRuns: 500 },
  );
});

test('one sender’s messages of one priority are never out of order, however the clock is set', () => {
  fc.assert(
    fc.property(fc.array(stepWith(anyway), { maxLength: 80 }), (steps) => {
      play(steps, ({ message, passed }) => {
        const before = passed.filter(
          (other) =>
            other.from === message.from && other.priority === message.priority && other.place < message.place,
        );
        expect(before).toEqual([]);
      });
    }),
    { numRuns: 500 },
  );
});

test('after three steps of age nothing that was stored later goes first', () => {
  fc.assert(
    fc.property(fc.array(stepWith(forward), { maxLength: 80 }), (steps) => {
      play(steps, ({ message, at, passed }) => {
        const old = passed.filter(({ storedAt }) => at - storedAt >= longestOvertakenMs);
        expect(old.filter(({ place }) => place < message.place)).toEqual([]);
      });
    }),
    { numRuns: 500 },
  );
});

test('the most urgent goes first, until one has waited a step longer for each that it is lower', () => {
  const low: Queued = { id: 'msg_1', priority: 'low', storedAt: 0, place: 1 };
  const urgent = (storedAt: number): Queued => ({ id: 'msg_2', priority: 'urgent', storedAt, place: 2 });
  expect([0, 1, 2, 3, 4].map((steps) => rankOf(low, steps * ageingMs))).toEqual([3, 2, 1, 0, 0]);
  expect(byTurn(3 * ageingMs - 1)(low, urgent(0))).toBeGreaterThan(0);
  expect(byTurn(3 * ageingMs)(low, urgent(3 * ageingMs))).toBeLessThan(0);
  expect(rankOf(low, -5)).toBe(3);
});

test('ten thousand of mixed priorities are each taken once', () => {
  const queue = new MessageQueue();
  const count = 10_000;
  for (let place = 1; place <= count; place += 1)
    queue.add({ id: `msg_${place}`, priority: priorities[place % 4] ?? 'low', storedAt: 0, place });
  const taken = new Set<string>();
  while (!queue.isEmpty) taken.add(queue.take(0, () => true)?.id ?? '');
  expect(taken.size).toBe(count);
});
