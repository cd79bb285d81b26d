import { chunkSize, countOf } from '@contract/chunks.ts';
import type { TuttiEvent } from '@contract/events.ts';
import { reduce } from '@contract/reduce.ts';
import { emptyView, messageOf, type View } from '@contract/view.ts';
import { expect, test } from 'vitest';
import { createTape, sampleRun } from '../../support/sample-events.ts';

/** All of it that is new: what is frozen was frozen whole before. */
const frozen = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) frozen(part);
  return value;
};

test('the fold writes to no view that was there before', () => {
  const { events } = sampleRun(30, 1_700_000_000_000);
  let view: View = frozen(emptyView);
  const kept: { view: View; text: string }[] = [];
  for (const event of events) {
    view = frozen(reduce(view, event));
    if (event.seq % 50 === 0) kept.push({ view, text: JSON.stringify(view) });
  }
  expect(events.length).toBeGreaterThan(100);
  for (const { view: old, text } of kept) expect(JSON.stringify(old)).toBe(text);
  expect(JSON.parse(JSON.stringify(view))).toEqual(view);
});

test('an event of one message among thousands leaves all pieces but one as they are', () => {
  const tape = createTape(1_700_000_000_000);
  tape.add('run.started', { run: 1, title: '' });
  const total = 10 * chunkSize + 7;
  for (let number = 1; number <= total; number++) {
    const message = `msg_${number}`;
    tape.add('message.stored', { message, from: 'person', to: 'spec_1', text: 'x', replyTo: null });
  }
  const before = tape.view;
  const event = tape.add('message.announced', { message: `msg_${2 * chunkSize}`, to: 'spec_1' });
  const after = reduce(before, event as TuttiEvent);
  expect(countOf(after.messages)).toBe(total);
  expect(after.messages.flatMap((chunk, at) => (chunk === before.messages[at] ? [] : [at]))).toEqual([1]);
  expect(messageOf(after, `msg_${2 * chunkSize}`)?.state).toBe('announced');
  expect(messageOf(before, `msg_${2 * chunkSize}`)?.state).toBe('queued');
  expect([messageOf(after, 'msg_0'), messageOf(after, `msg_${total + 1}`)]).toEqual([undefined, undefined]);
});
