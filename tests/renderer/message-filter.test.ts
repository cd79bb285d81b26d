import type { Message } from '@contract/messages.ts';
import { expect, it } from 'vitest';
import { filterMessages, noFilter } from '../../src-renderer/message-flow/message-filter.ts';

const message = (number: number, from: string, to: string, more: Partial<Message> = {}): Message => ({
  ...{ id: `msg_${number}`, run: 1, from, to, preview: `text ${number}`, length: 6, state: 'accepted' },
  ...{ attempts: 1, way: null, storedAt: number, since: number, witness: null, reason: '', replyTo: null },
  ...{ priority: 'normal', expiresAt: null, batch: null, group: null, readAt: null, replies: [] },
  ...more,
});

const all = [
  message(1, 'exec_1', 'mgr_1_1'),
  message(2, 'exec_1', 'mgr_1_1', { state: 'queued', priority: 'low' }),
  message(3, 'mgr_1_1', 'exec_1'),
  message(4, 'person', 'mgr_1_1', { state: 'announced', priority: 'urgent' }),
  message(5, 'exec_1', 'mgr_1_1', { state: 'expired' }),
  message(6, 'exec_1', 'mgr_1_1', { state: 'queued' }),
];

const found = (part: Partial<typeof noFilter>): string[] =>
  filterMessages(all, { ...noFilter, ...part }).map(({ id }) => id);

it('an inbox has what is not taken yet first, by priority, and then the latest', () => {
  expect(found({ way: 'to', about: 'mgr_1_1' })).toEqual(['msg_4', 'msg_6', 'msg_2', 'msg_5', 'msg_1']);
});

it('what an instance sent, and both ways, stay in their order', () => {
  expect(found({ way: 'from', about: 'mgr_1_1' })).toEqual(['msg_3']);
  expect(found({ way: 'both', about: 'exec_1' })).toEqual(['msg_1', 'msg_2', 'msg_3', 'msg_5', 'msg_6']);
});

it('without an instance everyone’s are there, narrowed by state and words', () => {
  expect(found({ way: 'to' })).toHaveLength(6);
  expect(found({ state: 'queued' })).toEqual(['msg_2', 'msg_6']);
  expect(found({ words: 'TEXT 3' })).toEqual(['msg_3']);
});
