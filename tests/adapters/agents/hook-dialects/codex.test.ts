import { agentSignSchema } from '@contract/agent-signs.ts';
import { expect, test } from 'vitest';
import { codexHooks } from '../../../../src-main/adapters/agents/hook-dialects/codex.ts';

// As codex 0.169.0 sent them, but for shorter ids and paths.
const common = {
  session_id: 's1',
  transcript_path: '/c/rollout-s1.jsonl',
  cwd: '/w',
  model: 'm',
  permission_mode: 'default',
};
const hook = (hook_event_name: string, more: object = {}) =>
  codexHooks({ ...common, hook_event_name, turn_id: 't', ...more });
const started = { event: 'started', session: 's1', transcript: '/c/rollout-s1.jsonl' };

test('a conversation, a prompt, a tool, its end', () => {
  expect(hook('SessionStart', { source: 'startup' })).toEqual([started]);
  expect(hook('UserPromptSubmit', { prompt: 'exactly\tthis ' })).toEqual([
    started,
    { event: 'prompt', text: 'exactly\tthis ' },
  ]);
  const tool_input = { command: 'ls' };
  expect(hook('PreToolUse', { tool_name: 'Bash', tool_input, tool_use_id: 'c' })).toEqual([
    { event: 'tool', use: { call: 'c', tool: 'Bash', status: 'started', summary: 'ls', files: [] } },
  ]);
  expect(
    hook('PostToolUse', { tool_name: 'Bash', tool_input, tool_response: '', tool_use_id: 'c' }),
  ).toMatchObject([{ event: 'busy' }]);
  expect(hook('Stop', { stop_hook_active: false, last_assistant_message: 'ok' })).toEqual([
    { event: 'ready' },
  ]);
});

test('its context is shortened, and then no more', () => {
  expect(hook('PreCompact', { trigger: 'auto' })).toMatchObject([
    { event: 'limited', limit: { kind: 'compacting' } },
  ]);
  expect(hook('PostCompact', { trigger: 'auto' })).toEqual([{ event: 'limited', limit: null }]);
});

const asks = (tool_name: string, tool_input: unknown) => {
  const [sign] = hook('PermissionRequest', { tool_name, tool_input });
  expect(agentSignSchema.safeParse(sign).success).toBe(true);
  return sign;
};
const keys = (sign: ReturnType<typeof asks>) =>
  sign?.event === 'waiting' ? sign.question?.choices.map((choice) => choice.keys) : null;

test('a permission is announced with what it is for and the keys of its dialog', () => {
  const command = asks('Bash', { command: 'touch a', description: 'Needs the net' });
  expect(command).toMatchObject({
    event: 'waiting',
    shown: false,
    question: {
      kind: 'permission',
      tool: 'Bash',
      text: 'Needs the net (Use Bash: touch a)',
      detail: 'touch a',
    },
  });
  expect(keys(command)).toEqual(['y', 'p', '\x1b']);
  expect(keys(asks('Bash', { command: 'cat <<X\na\nX' }))).toEqual(['y', '\x1b']);
  const patch = asks('apply_patch', { command: '*** Begin Patch\n*** Add File: /r/a\n+1\n*** End Patch' });
  expect(patch).toMatchObject({ question: { subject: '/r/a', text: 'Change /r/a?' } });
  expect(keys(patch)).toEqual(['y', 'a', '\x1b']);
  expect(keys(asks('mcp__desk__note', { text: 'hi' }))).toEqual(['1', '2', '4']);
});

test('a text of any length fits the contract', () => {
  expect(asks('Bash', { command: '😀'.repeat(20_000), description: 'x'.repeat(9000) })).toBeDefined();
});

test('its own question is announced with its options', () => {
  const questions = [
    { id: 'q', header: 'Colour', question: 'Which?', options: [{ label: 'Red' }, { label: 'Blue' }] },
  ];
  expect(
    hook('PreToolUse', { tool_name: 'request_user_input', tool_input: { questions }, tool_use_id: 'c' })[1],
  ).toEqual({
    event: 'waiting',
    shown: false,
    question: {
      kind: 'question',
      text: 'Which?',
      choices: [
        { label: 'Red', keys: '1' },
        { label: 'Blue', keys: '2' },
      ],
    },
  });
});

test('of a sub-agent only what it asks for counts', () => {
  const agent_id = 'sub';
  expect(hook('UserPromptSubmit', { agent_id, prompt: 'look' })).toEqual([]);
  expect(
    hook('PermissionRequest', { agent_id, tool_name: 'Bash', tool_input: { command: 'ls' } }),
  ).toHaveLength(1);
});

test('what it does not know is let pass', () => {
  for (const odd of [null, 1, 'x', [], {}, { hook_event_name: 'New' }, { hook_event_name: 'Stop' }])
    expect(codexHooks(odd)).toEqual([]);
});
