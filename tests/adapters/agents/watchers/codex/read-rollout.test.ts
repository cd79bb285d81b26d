import { expect, test } from 'vitest';
import { RolloutReader } from '../../../../../src-main/adapters/agents/watchers/codex/read-rollout.ts';
import { recorded, stamped } from './rollouts.ts';

const read = (records: readonly object[], { hooked = false, at = Date.now() } = {}) => {
  const reader = new RolloutReader(Date.now() - 1000, () => hooked);
  return records.flatMap((record) => reader.read(stamped(record, at)));
};
const head = [recorded.meta('s', '/w'), recorded.model];

test('a turn is busy, its prompt, its tools and ready', () => {
  const signs = read([
    ...head,
    recorded.began,
    recorded.user('go on'),
    recorded.call('c1', 'exec_command', { cmd: 'false' }),
    recorded.ran('c1', 'failed'),
    recorded.output('c1'),
    recorded.call('c2', 'confirm', { nonce: 'n' }, 'mcp__tutti'),
    recorded.output('c2'),
    recorded.ended(),
  ]);
  const bash = { call: 'c1', tool: 'Bash', summary: 'false', files: [] };
  const confirm = { call: 'c2', tool: 'mcp__tutti__confirm', summary: '{"nonce":"n"}', files: [] };
  expect(signs).toEqual([
    { event: 'busy', reason: 'began a turn' },
    { event: 'prompt', text: 'go on' },
    { event: 'tool', use: { ...bash, status: 'started' } },
    { event: 'tool', use: { ...bash, status: 'failed' } },
    { event: 'tool', use: { ...confirm, status: 'started' } },
    { event: 'tool', use: { ...confirm, status: 'done' } },
    { event: 'limited', limit: null },
    { event: 'ready' },
  ]);
});

test('where hooks speak, nothing that begins is told from the file', () => {
  const signs = read(
    [
      ...head,
      recorded.began,
      recorded.user('go'),
      recorded.call('c', 'exec_command', { cmd: 'ls' }),
      recorded.output('c'),
    ],
    { hooked: true },
  );
  expect(signs).toMatchObject([{ event: 'tool', use: { status: 'done' } }]);
});

test('a patch names the files that it says it changes, then those that it did', () => {
  const patch =
    "apply_patch <<'X'\n*** Begin Patch\n*** Add File: /w/a b\n+1\n*** Update File: c\n*** Move to: d\n*** End Patch\nX";
  const signs = read([
    ...head,
    recorded.call('c', 'exec_command', { cmd: patch }),
    recorded.changed('c', ['/w/a b']),
    recorded.output('c'),
  ]);
  expect(signs).toMatchObject([{ use: { files: ['/w/a b', 'c', 'd'] } }, { use: { files: ['/w/a b'] } }]);
});

test('its plan is its todos', () => {
  const plan = [
    { step: 'look', status: 'completed' },
    { step: 'mend', status: 'in_progress' },
    { step: 'rest', status: 'pending' },
  ];
  expect(read([...head, recorded.call('c', 'update_plan', { plan })])).toContainEqual({
    event: 'todos',
    todos: [
      { text: 'look', status: 'done' },
      { text: 'mend', status: 'active' },
      { text: 'rest', status: 'open' },
    ],
  });
});

test('tokens are its own sums, what came from the cache told apart', () => {
  expect(read([...head, recorded.tokens()])).toEqual([
    {
      event: 'used',
      session: 's',
      used: {
        input: 180,
        output: 14,
        cacheRead: 120,
        cacheWrite: 0,
        cost: null,
        model: 'gpt-x',
        context: 160,
        contextWindow: 258400,
      },
    },
  ]);
});

test.each([
  ['usage_limit_exceeded', 'usage', 1_795_350_000_000],
  ['server_overloaded', 'overloaded', null],
  ['unauthorized', 'login', null],
  [{ response_too_many_failed_attempts: { http_status_code: 429 } }, 'rate', null],
  [{ http_connection_failed: { http_status_code: null } }, 'error', null],
  ['something_new', 'error', null],
  [null, 'error', null],
])('a turn that ended with %j is a limit of the kind %s', (info, kind, until) => {
  const error = { message: 'no', codex_error_info: info };
  expect(read([...head, recorded.tokens(100), recorded.ended(error)]).slice(1)).toEqual([
    { event: 'limited', limit: { kind, reason: 'no', until } },
    { event: 'ready', reason: 'no' },
  ]);
});

test('of what was recorded before, tokens and plans alone are told', () => {
  const records = [...head, recorded.began, recorded.user('old'), recorded.tokens(), recorded.aborted];
  expect(read(records, { at: Date.now() - 60_000 }).map(({ event }) => event)).toEqual(['used']);
});

test('an interrupted turn is ready, and says so', () => {
  expect(read([...head, recorded.aborted])).toEqual([{ event: 'ready', reason: 'interrupted' }]);
});

test('what it does not know is let pass', () => {
  const odd = [null, 7, 'x', {}, { type: 'event_msg' }, { type: 'event_msg', payload: { type: 'new' } }];
  const reader = new RolloutReader(0, () => false);
  expect(odd.flatMap((record) => reader.read(record))).toEqual([]);
});
