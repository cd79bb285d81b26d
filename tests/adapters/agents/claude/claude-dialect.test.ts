import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AgentSign, agentSignSchema } from '@contract/agent-signs.ts';
import { expect, test } from 'vitest';
import { hookDialects } from '../../../../src-main/adapters/agents/hook-dialects/all.ts';
import { claudeDialect } from '../../../../src-main/adapters/agents/hook-dialects/claude/claude.ts';
import { limitOf } from '../../../../src-main/adapters/agents/hook-dialects/claude/limits.ts';

/** As the real claude sent them, but for the paths. */
const recorded = readFileSync(join(import.meta.dirname, 'hooks-2.1.197.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line));

const now = Date.UTC(2026, 10, 22, 10, 0);

const signsOf = (event: string, fits: Readonly<Record<string, unknown>> = {}): AgentSign[] => {
  const payload = recorded.find(
    (one) =>
      one.hook_event_name === event && Object.entries(fits).every(([name, value]) => one[name] === value),
  );
  if (payload === undefined) throw new Error(`no ${event} was recorded`);
  return claudeDialect(payload, now);
};

test('each recorded payload gives signs that the contract takes', () => {
  for (const payload of recorded) {
    for (const sign of claudeDialect(payload)) expect(agentSignSchema.parse(sign)).toEqual(sign);
  }
});

test('what it does not know, or is no payload, tells nothing', () => {
  for (const odd of [null, 'x', 7, [], {}, { hook_event_name: 'Dream' }, { hook_event_name: 'PreToolUse' }])
    expect(claudeDialect(odd)).toEqual([]);
});

test('a prompt tells its text and the conversation that it belongs to', () => {
  expect(signsOf('UserPromptSubmit')).toEqual([
    {
      event: 'started',
      session: 'ea66685c-91a0-4dbb-b606-79af0b27a1e6',
      transcript:
        '/home/person/.claude/projects/-home-person-work-tree/ea66685c-91a0-4dbb-b606-79af0b27a1e6.jsonl',
    },
    { event: 'prompt', text: 'hello there' },
  ]);
});

test('a tool is told from its start to its end by one id, with the file that it writes', () => {
  const [started] = signsOf('PreToolUse', { tool_name: 'Write' });
  const [ended] = signsOf('PostToolUse', { tool_name: 'Write' });
  expect(started).toMatchObject({
    use: { tool: 'Write', status: 'started', summary: '/home/person/work tree/a.txt' },
  });
  expect(ended).toMatchObject({ use: { status: 'done', files: ['/home/person/work tree/a.txt'] } });
  const calls = [started, ended].map((sign) => sign?.event === 'tool' && sign.use.call);
  expect(calls[0]).toBe(calls[1]);
  expect(signsOf('PostToolUseFailure')).toMatchObject([{ use: { status: 'failed', tool: 'WebFetch' } }]);
  expect(signsOf('PreToolUse', { tool_name: 'Bash' })).toMatchObject([
    { use: { summary: 'sleep 6; touch made-by-bash', files: [] } },
  ]);
});

test('a permission is a question; what it would remember is offered only where its dialog offers it', () => {
  const [bash] = signsOf('PermissionRequest', { tool_name: 'Bash' });
  expect(bash).toMatchObject({
    event: 'waiting',
    question: {
      kind: 'permission',
      tool: 'Bash',
      text: 'May it use Bash? sleep 6; touch made-by-bash',
      detail: 'command: sleep 6; touch made-by-bash\ndescription: As the script says',
    },
  });
  const bare = recorded.find(
    (one) => one.hook_event_name === 'PermissionRequest' && one.tool_name === 'Bash',
  );
  const means = (payload: unknown) =>
    claudeDialect(payload).flatMap((sign) =>
      sign.event === 'waiting' ? (sign.question?.choices.map((choice) => choice.means) ?? []) : [],
    );
  expect(means(bare)).toEqual(['allow', 'allow-always', 'deny']);
  expect(means({ ...bare, permission_suggestions: [] })).toEqual(['allow', 'deny']);
});

test('a question of its own has its choices; one that takes several answers is left to its screen', () => {
  const asked = recorded.filter(
    (one) => one.hook_event_name === 'PermissionRequest' && one.tool_name === 'AskUserQuestion',
  );
  const questions = asked.flatMap((payload) =>
    claudeDialect(payload).flatMap((sign) => (sign.event === 'waiting' ? [sign.question] : [])),
  );
  expect(questions[0]).toMatchObject({ kind: 'question', text: 'Which colour?' });
  expect(questions[0]?.choices.map(({ label }) => label)).toEqual(['Red', 'Blue', 'No answer']);
  expect(questions[1]).toMatchObject({ text: 'Which fruits?', choices: [] });
  expect(questions[1]?.detail).toContain('- Pear: b');
  expect(signsOf('PermissionRequest', { tool_name: 'ExitPlanMode' })).toMatchObject([
    { event: 'waiting', question: { kind: 'plan' } },
  ]);
});

test('the end of a turn is told, and that of a sub-agent is not', () => {
  expect(signsOf('Stop')).toEqual([
    { event: 'limited', limit: null },
    { event: 'ready', handover: { goesOn: false, most: 10_000 } },
  ]);
  expect(signsOf('SubagentStart')).toEqual([]);
  expect(signsOf('SubagentStop')).toEqual([]);
});

test.each([
  ['server_error', 'overloaded'],
  ['rate_limit', 'rate'],
  ['authentication_failed', 'login'],
  ['billing_error', 'billing'],
  ['unknown', 'error'],
])('a turn that failed with %s has the limit %s, and is over', (error, kind) => {
  expect(signsOf('StopFailure', { error })).toMatchObject([
    { event: 'limited', limit: { kind } },
    { event: 'ready', reason: expect.stringContaining('its turn failed') },
  ]);
});

test('compaction holds it up from its beginning to its end', () => {
  expect(signsOf('PreCompact')).toMatchObject([{ event: 'limited', limit: { kind: 'compacting' } }]);
  expect(signsOf('PostCompact')).toEqual([{ event: 'limited', limit: null }]);
});

test('the time at which a usage limit ends is the next such time', () => {
  const at = new Date(2026, 10, 22, 10, 0).getTime();
  const until = (said: string) => {
    const limit = limitOf('rate_limit', said, at);
    return { kind: limit.kind, until: limit.until === null ? null : new Date(limit.until).toString() };
  };
  const local = (day: number, hour: number, minutes = 0) => new Date(2026, 10, day, hour, minutes).toString();
  expect(until("You've hit your limit · resets 3pm")).toEqual({ kind: 'usage', until: local(22, 15) });
  expect(until('Session limit reached · resets 9:30am')).toEqual({ kind: 'usage', until: local(23, 9, 30) });
  expect(until('usage limit reached|1795000000').until).toBe(new Date(1_795_000_000_000).toString());
  expect(until("You've hit your weekly limit · resets Nov 26, 4:19pm (UTC)").until).toBe(local(26, 16, 19));
  expect(until('Weekly limit reached · resets Oct 9')).toEqual({ kind: 'usage', until: null });
});

test('TodoWrite is a list of todos', () => {
  const todos = [
    { content: 'a', status: 'completed', activeForm: 'a' },
    { content: 'b', status: 'in_progress', activeForm: 'b' },
    { content: 'c', status: 'pending', activeForm: 'c' },
  ];
  const payload = {
    hook_event_name: 'PostToolUse',
    tool_name: 'TodoWrite',
    tool_use_id: 't',
    tool_input: { todos },
  };
  expect(claudeDialect(payload)[1]).toEqual({
    event: 'todos',
    todos: [
      { text: 'a', status: 'done' },
      { text: 'b', status: 'active' },
      { text: 'c', status: 'open' },
    ],
  });
});

test('a permission can be decided by the answer to its hook; its own questions and plans can not', () => {
  for (const payload of recorded.filter((one) => one.hook_event_name === 'PermissionRequest')) {
    const [sign] = claudeDialect(payload, now);
    if (sign?.event !== 'waiting') throw new Error('it asks nothing');
    expect(sign.decidable === true).toBe(sign.question?.kind === 'permission');
  }
});

test('a rule is compared with the command itself, not with what else a tool was given', () => {
  const payload = {
    hook_event_name: 'PermissionRequest',
    tool_name: 'Bash',
    tool_input: { command: 'npm test', description: 'x' },
  };
  expect(claudeDialect(payload)).toMatchObject([
    { question: { subject: 'npm test', detail: 'command: npm test\ndescription: x' } },
  ]);
});

test('the end of a sub-agent’s turn takes no message', () => {
  const stop = { hook_event_name: 'Stop', stop_hook_active: true };
  expect(claudeDialect(stop).at(-1)).toEqual({ event: 'ready', handover: { goesOn: true, most: 10_000 } });
  expect(claudeDialect({ ...stop, agent_id: 'a1' }).at(-1)).toEqual({ event: 'ready' });
});

test('answers in the words of claude and of codex', () => {
  const { claude, codex, gemini } = hookDialects;
  const text = 'tab\t and \u001b[31m';
  expect(claude?.answer?.({ kind: 'message', text })).toEqual({
    hookSpecificOutput: { hookEventName: 'Stop', additionalContext: text },
  });
  const deny = { kind: 'decision', effect: 'deny', reason: 'rule_3 says so' } as const;
  const denied = {
    hookSpecificOutput: {
      hookEventName: 'PermissionRequest',
      decision: { behavior: 'deny', message: 'rule_3 says so' },
    },
  };
  expect([claude?.answer?.(deny), codex?.answer?.(deny)]).toEqual([denied, denied]);
  // The input is left as it was asked for.
  expect(claude?.answer?.({ ...deny, effect: 'allow' })).toEqual({
    hookSpecificOutput: { hookEventName: 'PermissionRequest', decision: { behavior: 'allow' } },
  });
  expect([codex?.handsOver, gemini?.answer]).toEqual([undefined, undefined]);
});
