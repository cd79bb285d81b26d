import { anthropicMessageSchema, openaiMessageSchema } from '@contract/training-examples.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  anthropicMessages,
  openaiMessages,
} from '../../../../src-main/core/recording/training/message-forms.ts';
import { type Entry, Turns } from '../../../../src-main/core/recording/training/turns.ts';

const entry: fc.Arbitrary<Entry> = fc.record({
  kind: fc.constantFrom('prompt', 'said', 'tool', 'result'),
  text: fc.oneof(fc.string(), fc.constantFrom('', ' ', '{"a":1}', '[1]', 'null', '{"a":')),
  call: fc.option(fc.constantFrom('a', 'b', 'c')),
  tool: fc.option(fc.constantFrom('Bash', 'Edit')),
  failed: fc.boolean(),
});

const turnsOf = (entries: readonly Entry[]) => {
  const turns = new Turns();
  turns.add({ kind: 'prompt', text: 'do it', call: null, tool: null, failed: false });
  for (const one of entries) turns.add(one);
  return turns.end();
};

it('whatever was recorded: user and assistant take turns, and each call has its one result at once', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 30 }), (entries) => {
      const messages = anthropicMessages(turnsOf(entries));
      messages.forEach((message, at) => {
        expect(anthropicMessageSchema.safeParse(message).error?.issues ?? []).toEqual([]);
        expect(message.role).toBe(at % 2 === 0 ? 'user' : 'assistant');
        if (message.role !== 'assistant') return;
        const calls = message.content.flatMap((part) => (part.type === 'tool_use' ? [part.id] : []));
        const next = messages[at + 1];
        const answered =
          next?.role === 'user'
            ? next.content.flatMap((part) => (part.type === 'tool_result' ? [part.tool_use_id] : []))
            : [];
        expect(answered.toSorted()).toEqual(calls.toSorted());
        // Results come first.
        if (next?.role === 'user')
          expect(next.content.slice(0, answered.length).every(({ type }) => type === 'tool_result')).toBe(
            true,
          );
      });
      const ids = messages.flatMap(({ content }) =>
        content.flatMap((part) => (part.type === 'tool_use' ? [part.id] : [])),
      );
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: 500 },
  );
});

it('the same in the other form: after a message with calls come their results, and no others anywhere', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 30 }), (entries) => {
      const messages = openaiMessages('who you are', turnsOf(entries));
      let due: string[] = [];
      for (const message of messages) {
        expect(openaiMessageSchema.safeParse(message).error?.issues ?? []).toEqual([]);
        if (message.role === 'tool') {
          expect(due).toContain(message.tool_call_id);
          due = due.filter((id) => id !== message.tool_call_id);
          continue;
        }
        expect(due).toEqual([]);
        if (message.role !== 'assistant') continue;
        for (const call of message.tool_calls ?? []) JSON.parse(call.function.arguments);
        due = (message.tool_calls ?? []).map(({ id }) => id);
      }
      expect(due).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
