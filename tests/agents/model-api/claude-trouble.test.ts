import { expect, test } from 'vitest';
import { describeAgent } from '../../support/agent-clis/describe-agent.ts';
import { claudeTools } from '../../support/model-api/claude-tools.ts';
import { handsOf } from '../../support/model-api/hands.ts';
import { contextOverflow, cutStream, malformedStream, status, text } from '../../support/model-api/reply.ts';
import type { Script } from '../../support/model-api/script.ts';
import { playHeadless } from './play-headless.ts';

/** What real claude makes of each kind of trouble: by these its states are told later. */
describeAgent('claude', () => {
  const troubles: readonly (readonly [string, Script, string])[] = [
    ['a refused key', () => status(401), 'Invalid API key'],
    ['a connection cut in the middle', () => [text('half'), cutStream()], 'Connection closed mid-response'],
    ['an error in the stream', () => [text('half'), status(500)], 'API Error: Internal server error'],
    ['a malformed stream', () => [text('half'), malformedStream()], 'API Error: JSON Parse error'],
    ['a first message that is too long', () => contextOverflow(), 'Prompt is too long'],
  ];
  test.each(troubles)('%s ends the turn at the first try', async (_, script, said) => {
    const { main, run, evidence } = await playHeadless('claude', () => script, 'hello');
    expect(run.code, evidence).toBe(1);
    expect(run.stdout).toContain(said);
    expect(main).toHaveLength(1);
  });

  test.each([429, 500])('status %i is tried again', async (code) => {
    const script: Script = (_, { attempt }) => (attempt === 1 ? status(code) : text('recovered'));
    const { main, run, evidence } = await playHeadless('claude', () => script, 'hello');
    expect(run.code, evidence).toBe(0);
    expect(main.map(({ status }) => status)).toEqual([code, 200]);
  });

  test('a conversation that has become too long is compacted by a request on the side, and goes on', async () => {
    const script: Script = (request, { ordinal }) => {
      if (ordinal <= 3) return handsOf(request).shell(`echo ${ordinal}`);
      return ordinal === 4 ? contextOverflow() : text('after compaction');
    };
    const { api, run, evidence } = await playHeadless('claude', () => script, 'hello');
    expect(run.code, evidence).toBe(0);
    expect(run.stdout).toContain('after compaction');
    const kinds = api.exchanges.all.map(({ request }) => request.side ?? request.kind);
    expect(kinds).toEqual(['main', 'main', 'main', 'main', 'summary', 'main']);
  });

  test('a sub-agent asks in a conversation of its own', async () => {
    const script: Script = ({ subAgentId, toolResults }) => {
      if (subAgentId !== null) return text('found it');
      return toolResults.length === 0 ? claudeTools.subAgent('Look', 'Look for it') : text('all done');
    };
    const { api, run, evidence } = await playHeadless('claude', () => script, 'hello');
    expect(run.code, evidence).toBe(0);
    const [session, subAgent] = api.exchanges.conversations();
    expect(subAgent?.startsWith(`${session}/`), evidence).toBe(true);
    expect(api.exchanges.of(session ?? '').at(-1)?.request.toolResults[0]?.text).toContain('found it');
  });
});
