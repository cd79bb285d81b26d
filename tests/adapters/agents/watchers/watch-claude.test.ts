import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentSign } from '@contract/agent-signs.ts';
import { expect, onTestFinished, test } from 'vitest';
import { agentWatchers } from '../../../../src-main/adapters/agents/watchers/agent-watchers.ts';
import { tempFolder } from '../../../support/temp-folder.ts';
import { until } from '../../../support/until.ts';
import { collectingLog } from './collecting-log.ts';

const begin = (env: (folder: string) => Record<string, string> = (folder) => ({ HOME: folder })) => {
  const folder = tempFolder();
  const seen: { witness: string; sign: AgentSign }[] = [];
  const log = collectingLog();
  const files = join(folder, 'files');
  const watched = {
    watcher: 'claude',
    instance: 'exec_1',
    pid: 4711,
    cwd: folder,
    files,
    env: env(folder),
    session: null,
  } as const;
  const watch = agentWatchers(log).watch(watched, (witness, sign) => seen.push({ witness, sign }));
  onTestFinished(() => watch.stop());
  const config = join(folder, '.claude');
  const transcript = join(config, 'projects', 'p', 's1.jsonl');
  const find = (what: string, fits: (one: { witness: string; sign: AgentSign }) => boolean) =>
    until(
      what,
      () => seen.find(fits),
      () => JSON.stringify(seen),
    );
  const states = () => seen.flatMap(({ witness, sign }) => (witness === 'status' ? [sign.event] : []));
  return { folder, config, files, transcript, seen, watch, find, states, log };
};

const write = (file: string, value: unknown): void => {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(value));
  renameSync(`${file}.new`, file);
};

const append = (file: string, ...records: unknown[]): void => {
  mkdirSync(join(file, '..'), { recursive: true });
  appendFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
};

const answer = (id: string, output: number, more: object = {}) => ({
  type: 'assistant',
  message: {
    id,
    model: 'claude-x',
    usage: {
      input_tokens: 10,
      output_tokens: output,
      cache_read_input_tokens: 5,
      cache_creation_input_tokens: 1,
    },
  },
  ...more,
});

test('its status file tells each state once; that of another process tells nothing', async () => {
  const at = begin();
  const sessions = join(at.config, 'sessions');
  write(join(sessions, '4712.json'), { pid: 4712, status: 'busy' });
  write(join(sessions, '4711.json'), { pid: 4711, status: 'busy' });
  await at.find('busy', ({ sign }) => sign.event === 'busy');
  write(join(sessions, '4711.json'), { pid: 4711, status: 'busy', updatedAt: 2 });
  write(join(sessions, '4711.json'), { pid: 4711, status: 'waiting', waitingFor: 'permission prompt' });
  await at.find('waiting', ({ sign }) => sign.event === 'waiting' && sign.reason === 'permission prompt');
  write(join(sessions, '4711.json'), { pid: 4711, status: 'idle' });
  await at.find('idle', ({ sign }) => sign.event === 'ready');
  expect(at.states()).toEqual(['busy', 'waiting', 'ready']);
});

test('CLAUDE_CONFIG_DIR is where it looks, if there is one', async () => {
  const at = begin((folder) => ({ HOME: '/nowhere', CLAUDE_CONFIG_DIR: join(folder, 'other') }));
  write(join(at.folder, 'other', 'sessions', '4711.json'), { pid: 4711, status: 'idle' });
  await at.find('idle', ({ sign }) => sign.event === 'ready');
});

test('each answer counts once, as it was at last; sub-agents count; the context is its own', async () => {
  const at = begin();
  at.watch.conversed('s1', at.transcript);
  append(at.transcript, answer('m1', 1), answer('m1', 7), answer('m2', 2));
  append(at.transcript, {
    ...answer('m3', 9),
    message: { ...answer('m3', 9).message, model: '<synthetic>' },
  });
  const agents = join(at.transcript.replace('.jsonl', ''), 'subagents');
  append(join(agents, 'agent-a.jsonl'), answer('a1', 100, { isSidechain: true }));
  append(join(agents, 'agent-a.meta.json'), answer('a2', 1000));
  const expected = { input: 30, output: 109, cacheRead: 15, cacheWrite: 3, model: 'claude-x', context: 16 };
  const counts = ({ sign }: { sign: AgentSign }) =>
    sign.event === 'used' && sign.used.output === expected.output && sign.used.input === expected.input;
  const counted = await at.find('all is counted', counts);
  expect(counted).toMatchObject({
    witness: 'transcript',
    sign: { session: 's1', used: { ...expected, cost: null } },
  });

  const line = {
    session_id: 's1',
    cost: { total_cost_usd: 0.5 },
    context_window: { context_window_size: 200_000 },
  };
  write(join(at.files, 'status-line.json'), { ...line, session_id: 'another' });
  write(join(at.files, 'status-line.json'), line);
  await at.find('the cost', ({ sign }) => sign.event === 'used' && sign.used.cost === 0.5);
  const last = at.seen.at(-1)?.sign;
  expect(last).toMatchObject({ used: { ...expected, cost: 0.5, contextWindow: 200_000 } });
});

test('what is queued while it works is a prompt that it took; what was queued before it was watched is not', async () => {
  const at = begin();
  const queued = (content: string, timestamp: string) => ({
    type: 'queue-operation',
    operation: 'enqueue',
    timestamp,
    content,
  });
  append(at.transcript, queued('long ago', '2020-01-01T00:00:00.000Z'));
  at.watch.conversed('s1', at.transcript);
  append(at.transcript, queued('now', new Date(Date.now() + 1000).toISOString()));
  append(at.transcript, {
    type: 'queue-operation',
    operation: 'remove',
    timestamp: new Date().toISOString(),
  });
  await at.find('the prompt', ({ sign }) => sign.event === 'prompt');
  expect(at.seen.map(({ sign }) => sign)).toEqual([{ event: 'prompt', text: 'now' }]);
});

test('what the answer to its Stop hook had it go on with is a prompt that it took, to the character', async () => {
  const at = begin();
  at.watch.conversed('s1', at.transcript);
  const given = (hookEvent: string, content: string[]) => ({
    type: 'attachment',
    attachment: { type: 'hook_additional_context', hookEvent, content },
    timestamp: new Date(Date.now() + 1000).toISOString(),
  });
  append(at.transcript, given('PostToolUse', ['of another hook']));
  append(at.transcript, given('Stop', ['[msg_1 from person]\na\ttab ']));
  await at.find('the prompt', ({ sign }) => sign.event === 'prompt');
  expect(at.seen.map(({ sign }) => sign)).toEqual([
    { event: 'prompt', text: '[msg_1 from person]\na\ttab ' },
  ]);
});

test('its tasks are todos, in their order', async () => {
  const at = begin();
  at.watch.conversed('s1', at.transcript);
  const tasks = join(at.config, 'tasks', 's1');
  write(join(tasks, '2.json'), { subject: 'two', status: 'pending' });
  write(join(tasks, '10.json'), { subject: 'ten', status: 'completed' });
  write(join(tasks, '1.json'), { subject: 'one', status: 'in_progress' });
  await at.find('three todos', ({ sign }) => sign.event === 'todos' && sign.todos.length === 3);
  expect(at.seen.at(-1)?.sign).toEqual({
    event: 'todos',
    todos: [
      { text: 'one', status: 'active' },
      { text: 'two', status: 'open' },
      { text: 'ten', status: 'done' },
    ],
  });
});

test('once stopped it holds no handle and says nothing', async () => {
  const handles = () => process.getActiveResourcesInfo().filter((name) => name === 'FSEventWrap').length;
  const before = handles();
  const at = begin();
  at.watch.conversed('s1', at.transcript);
  append(at.transcript, answer('m1', 1));
  await at.find('the tokens', ({ sign }) => sign.event === 'used');
  expect(handles()).toBeGreaterThanOrEqual(before);
  at.watch.stop();
  const told = at.seen.length;
  append(at.transcript, answer('m2', 1));
  const other = begin();
  other.watch.conversed('s1', at.transcript);
  await other.find('both answers', ({ sign }) => sign.event === 'used' && sign.used.output === 2);
  expect(at.seen).toHaveLength(told);
  other.watch.stop();
  expect(handles()).toBe(before);
});
