import { agentSignSchema } from '@contract/agent-signs.ts';
import { describe, expect, test } from 'vitest';
import { opencodeHooks } from '../../../../src-main/adapters/agents/hook-dialects/opencode.ts';

const event = (type: string, properties: object, about: object = {}): unknown => ({
  type,
  properties: { sessionID: 'ses_1', ...properties },
  about: { child: false, ...about },
});

describe("opencode's events", () => {
  test("a sub-agent's turn is not the agent's", () => {
    const idle = { status: { type: 'idle' } };
    expect(opencodeHooks(event('session.status', idle))).toEqual([{ event: 'ready' }]);
    expect(opencodeHooks(event('session.status', idle, { child: true }))).toEqual([]);
  });

  test('a retry says why and until when; the next step of the turn ends it', () => {
    const retry = { type: 'retry', attempt: 1, message: 'Too Many Requests', next: 1_795_345_260_231 };
    expect(opencodeHooks(event('session.status', { status: retry }))).toEqual([
      { event: 'limited', limit: { kind: 'rate', reason: 'Too Many Requests', until: 1_795_345_260_231 } },
    ]);
    expect(opencodeHooks(event('session.status', { status: { type: 'busy' } }))).toContainEqual({
      event: 'limited',
      limit: null,
    });
  });

  test('the sum of a session comes with the size of its last request', () => {
    const tokens = { input: 10, output: 5, reasoning: 2, cache: { read: 3, write: 1 } };
    const answer = { model: 'm', tokens: { input: 4, cache: { read: 3, write: 0 } } };
    const told = event('session.updated', { info: { id: 'ses_1', tokens, cost: 0.5 } }, { answer });
    const used = { input: 10, output: 7, cacheRead: 3, cacheWrite: 1, cost: 0.5, model: 'm', context: 7 };
    expect(opencodeHooks(told)).toMatchObject([{ event: 'used', session: 'ses_1', used }]);
  });

  test('an interrupted turn is no error', () => {
    expect(opencodeHooks(event('session.error', { error: { name: 'MessageAbortedError' } }))).toEqual([]);
  });

  test.each([
    null,
    'text',
    {},
    { type: 'session.status' },
    { type: 'session.error', properties: { error: 'x' } },
    { type: 'permission.asked', properties: { patterns: [1] } },
    { type: 'question.asked', properties: { questions: [{ options: [null] }] } },
    { type: 'todo.updated', properties: { todos: [3] } },
    { type: 'tutti.tool', properties: {} },
  ])('what it does not know does no harm: %j', (payload) => {
    for (const sign of opencodeHooks(payload)) expect(agentSignSchema.safeParse(sign).success).toBe(true);
  });
});
