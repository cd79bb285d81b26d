import { expect, test } from 'vitest';
import { indexEvents, linkOfEvent, linkOfMessage } from '../../../src-renderer/app/transcript-links.ts';
import { createTape } from '../../support/sample-events.ts';
import { entry } from './sample-transcript.ts';

const tape = createTape(1000);
const use = { call: 'c1', tool: 'Bash', summary: 'ls', files: [] };
const begun = tape.add('instance.worked', { id: 'spec_1', use: { ...use, status: 'started' } });
tape.wait(500);
const ended = tape.add('instance.worked', { id: 'spec_1', use: { ...use, status: 'done' } });
tape.wait(10_000);
const again = tape.add('instance.worked', { id: 'spec_1', use: { ...use, status: 'started' } });
const others = tape.add('instance.worked', { id: 'spec_2', use: { ...use, status: 'started' } });
const stored = tape.add('message.stored', {
  message: 'msg_1',
  from: 'exec_1',
  to: 'spec_1',
  text: 'x',
  replyTo: null,
});
const accepted = tape.add('message.accepted', { message: 'msg_1', to: 'spec_1', witness: 'hook', how: 'x' });
const toPerson = tape.add('message.stored', {
  message: 'msg_2',
  from: 'spec_1',
  to: 'person',
  text: 'x',
  replyTo: null,
});

test('a call and a message lead to whose conversation they are in', () => {
  expect(linkOfEvent(begun)).toEqual({ id: 'spec_1', place: { around: 'c1', near: 1000 } });
  expect(linkOfEvent(accepted)).toEqual({ id: 'spec_1', place: { around: 'msg_1', near: accepted.at } });
  expect(linkOfEvent(toPerson)).toEqual({ id: 'spec_1', place: { around: 'msg_2', near: toPerson.at } });
  const message = { id: 'msg_1', from: 'person', to: 'mgr_1', storedAt: 5 };
  expect(linkOfMessage(message)).toEqual({ id: 'mgr_1', place: { around: 'msg_1', near: 5 } });
  expect(linkOfMessage({ ...message, from: 'mgr_1', to: 'person' })?.id).toBe('mgr_1');
});

test('what an agent did without a name leads to its time, what it did not do nowhere', () => {
  const planned = tape.add('instance.planned', { id: 'spec_1', todos: [] });
  expect(linkOfEvent(planned)?.place).toEqual({ around: null, near: planned.at });
  expect(
    linkOfEvent(tape.add('instance.resized', { id: 'spec_1', size: { cols: 80, rows: 24 } })),
  ).toBeNull();
  expect(linkOfEvent(tape.add('run.started', { run: 1, title: '' }))).toBeNull();
});

test('an entry leads to the event of its own call or message, the nearest of several', () => {
  const eventOf = indexEvents(tape.events, 'spec_1');
  expect(eventOf(entry(1, 'tool', { call: 'c1', at: 990 }))).toBe(begun.seq);
  expect(eventOf(entry(2, 'result', { call: 'c1', at: 1600 }))).toBe(ended.seq);
  expect(eventOf(entry(3, 'tool', { call: 'c1', at: 11_000 }))).toBe(again.seq);
  expect(eventOf(entry(4, 'tool', { call: 'unknown' }))).toBeNull();
  expect(eventOf(entry(5, 'prompt', { text: '[msg_1 from exec_1]\nx' }))).toBe(stored.seq);
  expect(eventOf(entry(6, 'said'))).toBeNull();
  expect(indexEvents(tape.events, 'spec_2')(entry(1, 'tool', { call: 'c1', at: 0 }))).toBe(others.seq);
});
