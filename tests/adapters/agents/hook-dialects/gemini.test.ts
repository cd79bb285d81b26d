import { agentSignSchema } from '@contract/agent-signs.ts';
import { describe, expect, test } from 'vitest';
import { geminiHooks } from '../../../../src-main/adapters/agents/hook-dialects/gemini.ts';

const base = { session_id: 's1', transcript_path: '/t.jsonl', cwd: '/w' };

describe("gemini's hooks", () => {
  test('a prompt tells which conversation it belongs to', () => {
    const signs = geminiHooks({ ...base, hook_event_name: 'BeforeAgent', prompt: 'do it' });
    expect(signs).toEqual([
      { event: 'started', session: 's1', transcript: '/t.jsonl' },
      { event: 'prompt', text: 'do it' },
    ]);
  });

  test('a call that ends has the id of the one that began', () => {
    const tool = { ...base, tool_name: 'write_file', tool_input: { file_path: '/w/a', content: 'x' } };
    const [began] = geminiHooks({ ...tool, hook_event_name: 'BeforeTool' });
    const [ended] = geminiHooks({ ...tool, hook_event_name: 'AfterTool', tool_response: { error: {} } });
    expect(began).toMatchObject({ use: { status: 'started', summary: '/w/a', files: ['/w/a'] } });
    expect(ended).toMatchObject({ use: { status: 'failed' } });
    const callOf = (sign: unknown): unknown => (sign as { use: { call: string } }).use.call;
    expect(callOf(ended)).toBe(callOf(began));
  });

  test('a permission is asked with the tool and what it is for', () => {
    const details = { type: 'exec', title: 'Confirm Shell Command', command: 'rm x' };
    const asked = {
      ...base,
      hook_event_name: 'LateNotification',
      notification_type: 'ToolPermission',
      details,
    };
    expect(geminiHooks(asked)).toMatchObject([
      { event: 'waiting', question: { kind: 'permission', tool: 'run_shell_command', detail: 'rm x' } },
    ]);
  });

  test.each([
    null,
    7,
    'text',
    [],
    {},
    { hook_event_name: 'AfterModel' },
    { hook_event_name: 'BeforeTool' },
    { hook_event_name: 'AfterTool', tool_name: 'write_todos', tool_input: { todos: [null, { status: 4 }] } },
    { hook_event_name: 'LateNotification', notification_type: 'ToolPermission', details: 'none' },
    { hook_event_name: 'LateBeforeTool', tool_name: 'ask_user', tool_input: { questions: [{}] } },
  ])('what it does not know does no harm: %j', (payload) => {
    for (const sign of geminiHooks(payload)) expect(agentSignSchema.safeParse(sign).success).toBe(true);
  });
});
