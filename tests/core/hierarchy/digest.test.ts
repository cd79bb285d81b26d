import { chunksOf } from '@contract/chunks.ts';
import { emptyView } from '@contract/view.ts';
import { expect, test } from 'vitest';
import { digestOf } from '../../../src-main/core/hierarchy/digest.ts';
import { instance, message } from '../../hosts/cli/sample-rows.ts';

const view = (more: Partial<typeof emptyView>) => ({ ...emptyView, ...more });

test('nothing was done: nothing is told', () => {
  expect(digestOf(emptyView, instance('spec_1', null))).toBe('');
});

test('reports, children and messages are told, each on a line', () => {
  const self = instance('mgr_1', null, {
    progress: { percent: null, summary: 'The parser\nis done', at: 1 },
    todos: [{ text: 'write tests', status: 'active' }],
    blocker: 'which format?',
  });
  const child = instance('spec_1_1', 'mgr_1', { state: 'crashed', task: 'Write the lexer' });
  const messages = [
    message({ id: 'msg_1', from: 'person', to: 'mgr_1', preview: 'hello', state: 'accepted' }),
    message({ id: 'msg_2', from: 'mgr_1', to: 'spec_1_1', preview: 'go', state: 'queued' }),
    message({ id: 'msg_3', from: 'person', to: 'exec_9', preview: 'secret' }),
  ];
  const all = { [self.id]: self, [child.id]: child };
  expect(digestOf(view({ instances: all, messages: chunksOf(messages) }), self).split('\n')).toEqual([
    '- You reported: The parser is done',
    '- You reported a blocker: which format?',
    '- Todo, active: write tests',
    '- Your child spec_1_1 is crashed: Write the lexer',
    '- msg_1 from person (accepted): hello',
    '- msg_2 from you to spec_1_1 (queued): go',
  ]);
});

test('it stays short, however much there was', () => {
  const long = '😀'.repeat(400);
  const messages = Array.from({ length: 500 }, (_, at) =>
    message({ id: `msg_${at + 1}`, to: 'mgr_1', preview: long }),
  );
  const todos = Array.from({ length: 200 }, () => ({ text: long.slice(0, 400), status: 'open' as const }));
  const self = instance('mgr_1', null, { todos });
  const digest = digestOf(view({ instances: { mgr_1: self }, messages: chunksOf(messages) }), self);
  expect(digest.length).toBeLessThan(8000);
  expect(digest).toContain('msg_500 ');
  expect(digest).not.toContain('msg_490 ');
  expect(digest).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
});
